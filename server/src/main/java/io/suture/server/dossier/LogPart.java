package io.suture.server.dossier;

import io.suture.server.audit.AuditLog;
import io.suture.server.timestamp.Timestamps;
import io.suture.trust.evidence.PackageManifest;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.TlogProof;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the log says about the release, and afterwards about the export itself. */
final class LogPart {

    /** Earlier checkpoints that a dossier shows, the newest ones. */
    static final int CHECKPOINTS = 64;

    private final AuditLog log;
    private final DossierEvents events;
    private final Timestamps timestamps;

    LogPart(AuditLog log, DossierEvents events, Timestamps timestamps) {
        this.log = log;
        this.events = events;
        this.timestamps = timestamps;
    }

    Flux<Packed> of(Subject subject) {
        String manufacturer = subject.manufacturer();
        long size = subject.size();
        return Flux.concat(
                Flux.just(Packed.text("log/checkpoint", subject.note())),
                log.checkpoints(manufacturer)
                        .filter(earlier -> earlier.size() <= size)
                        .takeLast(CHECKPOINTS)
                        .map(earlier -> checkpoint(earlier.size(), earlier.note())),
                Packed.joined("log/leaves", log.leafHashes(manufacturer, size)),
                Packed.lines("log/entries.jsonl", events.entries(manufacturer, subject.id(), size)),
                Packed.lines("disclosures.jsonl", events.disclosures(manufacturer, subject.id(), size)),
                publication(subject));
    }

    private Flux<Packed> publication(Subject subject) {
        return Flux.fromStream(() -> subject.publication().stream())
                .concatMap(event -> log.entry(subject.manufacturer(), event))
                .concatMap(entry -> Flux.concat(proof(subject, entry.index()), stamp(subject, entry.index())));
    }

    private Mono<Packed> proof(Subject subject, long index) {
        return log.inclusion(subject.manufacturer(), index, subject.size())
                .map(TlogProof::toBytes)
                .map(proof -> new Packed("log/release.tlog-proof", proof));
    }

    /**
     * The first time stamp over the publication, with the checkpoint that was stamped; the leaves lead from it to the
     * dossier's. One that is logged later than the dossier's checkpoint does not count, so that a size has one answer.
     */
    private Flux<Packed> stamp(Subject subject, long index) {
        String manufacturer = subject.manufacturer();
        return timestamps
                .firstOver(manufacturer, index, subject.size())
                .flatMapMany(stamp -> Flux.concat(
                        log.checkpoint(manufacturer, stamp.size()).map(note -> checkpoint(stamp.size(), note)),
                        Flux.fromIterable(Timestamps.files(List.of(stamp)).entrySet())
                                .map(file -> new Packed("log/" + file.getKey(), file.getValue()))));
    }

    private static Packed checkpoint(long size, String note) {
        return Packed.text("log/checkpoints/" + size, note);
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
