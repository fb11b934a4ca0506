package io.suture.server.dossier;

import io.suture.server.audit.AuditLog;
import io.suture.trust.evidence.PackageManifest;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.TlogProof;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the log says about the release, and afterwards about the export itself. */
final class LogPart {

    /** Earlier checkpoints that a dossier shows, the newest ones. */
    static final int CHECKPOINTS = 64;

    private final AuditLog log;
    private final DossierEvents events;

    LogPart(AuditLog log, DossierEvents events) {
        this.log = log;
        this.events = events;
    }

    Flux<Packed> of(Subject subject) {
        String manufacturer = subject.manufacturer();
        long size = subject.size();
        return Flux.concat(
                Flux.just(Packed.text("log/checkpoint", subject.note())),
                log.checkpoints(manufacturer)
                        .filter(earlier -> earlier.size() <= size)
                        .takeLast(CHECKPOINTS)
                        .map(earlier -> Packed.text("log/checkpoints/" + earlier.size(), earlier.note())),
                Packed.joined("log/leaves", log.leafHashes(manufacturer, size)),
                Packed.lines("log/entries.jsonl", events.entries(manufacturer, subject.id(), size)),
                Packed.lines("disclosures.jsonl", events.disclosures(manufacturer, subject.id(), size)),
                publication(subject));
    }

    private Flux<Packed> publication(Subject subject) {
        return Flux.fromStream(() -> subject.publication().stream())
                .concatMap(event -> log.entry(subject.manufacturer(), event))
                .concatMap(entry -> log.inclusion(subject.manufacturer(), entry.index(), subject.size()))
                .map(TlogProof::toBytes)
                .map(proof -> new Packed("log/release.tlog-proof", proof));
    }

    /** Return the proof that the export was logged, in the same log and later than what the dossier shows. */
    Flux<Packed> export(Subject subject, UUID event) {
        String manufacturer = subject.manufacturer();
        return log.awaitCheckpoint(manufacturer, event)
                .flatMapMany(position -> Flux.concat(
                        log.entry(manufacturer, event).map(entry -> export("entry.json", entry.leaf())),
                        log.inclusion(manufacturer, position.index(), position.checkpointSize())
                                .map(TlogProof::toBytes)
                                .map(proof -> export("tlog-proof", proof)),
                        consistency(subject, position.checkpointSize())));
    }

    private Mono<Packed> consistency(Subject subject, long size) {
        return log.consistency(subject.manufacturer(), subject.size(), size)
                .map(ConsistencyProof::toBytes)
                .map(proof -> export("consistency", proof));
    }

    private static Packed export(String name, byte[] content) {
        return new Packed(PackageManifest.EXPORT + name, content);
    }
}
