package io.suture.server.inspection;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditLog;
import io.suture.server.audit.AuditTrail;
import io.suture.server.identity.Actor;
import io.suture.server.inspection.PackagePart.Measured;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.trust.evidence.LogPackageList;
import io.suture.trust.evidence.PackageManifest.Listed;
import io.suture.trust.evidence.PlainZip;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Exports a log up to a checkpoint, in the layout that {@link io.suture.trust.evidence.LogPackage} verifies. Nothing in it
 * tells when or by whom it was exported, so the same request gives the same bytes; that is in the event, which names the
 * package's digest and is written before the first byte is sent.
 */
@Component
class LogPackages {

    private final AuditLog log;
    private final LogPackageParts parts;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;

    LogPackages(AuditLog log, LogPackageParts parts, AuditTrail audit, TransactionalOperator transaction) {
        this.log = log;
        this.parts = parts;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * A package that can be sent.
     *
     * @param size how many entries of the log
     * @param files its files, in order
     */
    record Made(long size, List<Measured> files) {

        long length() {
            return PlainZip.length(items());
        }

        Flux<DataBuffer> archive() {
            return Flux.fromIterable(files)
                    .concatMap(Measured::packed, 1)
                    .concatWith(Mono.fromSupplier(() -> Measured.buffer(PlainZip.tail(items()))));
        }

        private List<PlainZip.Item> items() {
            return files.stream().map(Measured::item).toList();
        }

        Made fitting() {
            if (files.size() > PlainZip.MAX_FILES || length() > PlainZip.MAX_BYTES) {
                throw new PlainRefusal(
                                ProblemType.CONFLICT,
                                "The package would have %d files and %d bytes, more than a ZIP file of its form can hold."
                                        .formatted(files.size(), length()))
                        .refused();
            }
            return this;
        }
    }

    /** Return the package of the checkpoint of that size, or of the newest one. */
    Mono<Made> export(Actor actor, String manufacturer, Optional<Long> size, boolean sections) {
        return size.map(exact -> log.checkpoint(manufacturer, exact))
                .orElseGet(() -> log.checkpoint(manufacturer))
                .switchIfEmpty(Mono.error(() -> new NotFound("checkpoint").refused()))
                .flatMap(note -> {
                    Checkpoint checkpoint =
                            Checkpoint.parse(SignedNote.parse(note).unverifiedText());
                    return parts.of(manufacturer, checkpoint, note, sections)
                            .concatMap(PackagePart::measured)
                            .collectMap(measured -> measured.part().name(), measured -> measured, TreeMap::new)
                            .flatMap(files -> listed(checkpoint, sections, new TreeMap<>(files)))
                            .flatMap(listed -> logged(actor, manufacturer, checkpoint, sections, listed));
                });
    }

    private record WithList(LogPackageList list, Made made) {}

    private static Mono<WithList> listed(Checkpoint checkpoint, boolean sections, SortedMap<String, Measured> files) {
        SortedMap<String, Listed> listed = new TreeMap<>();
        files.forEach((name, measured) -> listed.put(name, measured.listed()));
        LogPackageList list = new LogPackageList(checkpoint.origin(), checkpoint.size(), sections, listed);
        return PackagePart.of(LogPackageList.FILE, list.toJson()).measured().map(own -> {
            files.put(LogPackageList.FILE, own);
            return new WithList(list, new Made(checkpoint.size(), List.copyOf(files.values())).fitting());
        });
    }

    private Mono<Made> logged(
            Actor actor, String manufacturer, Checkpoint checkpoint, boolean sections, WithList exported) {
        JsonObject facts = JsonObject.builder()
                .put("package", exported.list().digest().toString())
                .put("scope", "log")
                .put("size", checkpoint.size())
                .build();
        AuditEvent event = new AuditEvent(
                manufacturer,
                AuditKind.PACKAGE_EXPORTED,
                facts,
                actor.describe(),
                JsonObject.EMPTY,
                JsonObject.builder()
                        .put("checkpointSize", checkpoint.size())
                        .put("sections", sections)
                        .build());
        return audit.append(event).as(transaction::transactional).thenReturn(exported.made());
    }
}
