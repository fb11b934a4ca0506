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
        return rules(release.manufacturer())
                .zipWith(table.envelopes(release.manufacturer(), release.id()).collectList())
                .flatMap(both -> evaluate(both.getT1(), manifest, both.getT2(), at));
    }

    private Mono<Verdict> evaluate(Rules rules, Manifest manifest, List<byte[]> envelopes, Instant at) {
        return Mono.fromCallable(() -> evaluate(
                        rules,
                        manifest,
                        at,
                        envelopes.stream().map(Envelope::parse).toList()))
                .subscribeOn(workers);
    }

    /** Return what the gate says of one envelope alone. */
    Mono<Verdict> alone(Rules rules, Release release, Envelope envelope, Instant at) {
        return Mono.fromCallable(() -> evaluate(rules, release.frozen().manifest(), at, List.of(envelope)))
                .subscribeOn(workers);
    }

    private static Verdict evaluate(Rules rules, Manifest manifest, Instant at, List<Envelope> envelopes) {
        return Gate.evaluate(rules.policy(), rules.people(), manifest, envelopes, EvidencePositions.NONE, at);
    }

    Mono<Rules> rules(String manufacturer) {
        return documents
                .releasePolicy(manufacturer)
                .zipWith(documents.people(manufacturer), Rules::new)
                .switchIfEmpty(Mono.error(() -> new EvidenceRefusal.PolicyMissing().refused()));
    }
}
