package io.suture.server.evidence;

import io.suture.server.release.Release;
import io.suture.server.release.Releases;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.Gate;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.gate.Verdict;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Reads evidence and asks the gate. */
@Component
class RecordedEvidence implements EvidenceStore {

    private final EvidenceTable table;
    private final PolicyDocuments documents;
    private final Releases releases;
    private final Scheduler workers;

    RecordedEvidence(EvidenceTable table, PolicyDocuments documents, Releases releases, Scheduler blockingScheduler) {
        this.table = table;
        this.documents = documents;
        this.releases = releases;
        this.workers = blockingScheduler;
    }

    /** The rules that are in force for a manufacturer. */
    record Rules(ReleasePolicy policy, People people) {}

    @Override
    public Mono<byte[]> jsonl(String manufacturer, ReleaseId release) {
        return table.envelopes(manufacturer, release)
                .collect(ByteArrayOutputStream::new, RecordedEvidence::line)
                .map(ByteArrayOutputStream::toByteArray);
    }

    private static void line(ByteArrayOutputStream out, byte[] envelope) {
        out.writeBytes(envelope);
        out.write('\n');
    }

    @Override
    public Mono<Verdict> verdict(String manufacturer, ReleaseId release, Instant at) {
        return releases.find(manufacturer, release).flatMap(found -> verdict(found, at));
    }

    /** Return the verdict on all evidence of a submitted release. */
    Mono<Verdict> verdict(Release release, Instant at) {
        Manifest manifest = release.frozen().manifest();
        return Mono.zip(
                        rules(release.manufacturer()),
                        table.envelopes(release.manufacturer(), release.id()).collectList(),
                        table.positions(release.manufacturer(), release.id()).map(EvidencePositions::new))
                .flatMap(read -> onWorker(() -> Gate.evaluate(
                        read.getT1().policy(),
                        read.getT1().people(),
                        manifest,
                        read.getT2().stream().map(Envelope::parse).toList(),
                        read.getT3(),
                        at)));
    }

    /** Return what the gate says of one envelope alone. */
    Mono<Verdict> alone(Rules rules, Release release, Envelope envelope, Instant at) {
        return onWorker(() -> Gate.evaluate(
                rules.policy(),
                rules.people(),
                release.frozen().manifest(),
                List.of(envelope),
                EvidencePositions.NONE,
                at));
    }

    private Mono<Verdict> onWorker(Callable<Verdict> work) {
        return Mono.fromCallable(work).subscribeOn(workers);
    }

    Mono<Rules> rules(String manufacturer) {
        return documents
                .releasePolicy(manufacturer)
                .zipWith(documents.people(manufacturer), Rules::new)
                .switchIfEmpty(Mono.error(() -> new EvidenceRefusal.PolicyMissing().refused()));
    }
}
