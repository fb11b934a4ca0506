package io.suture.server.distribution;

import io.suture.server.audit.AuditLog;
import io.suture.server.fleet.Receipts;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TlogProof;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the log says about every release, all under one checkpoint, and the sizes of the log that devices may have seen
 * before: what a carried repository needs beside its files (ADR 0030).
 */
final class CarriedLog {

    private final Views views;
    private final AuditLog log;
    private final Receipts receipts;

    CarriedLog(Views views, AuditLog log, Receipts receipts) {
        this.views = views;
        this.log = log;
        this.receipts = receipts;
    }

    /**
     * A release in the log.
     *
     * @param covered size of the first checkpoint that covered the publication
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Published(String release, byte[] entry, TlogProof proof, long covered) {

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("release", release)
                    .put("entry", Base64.getEncoder().encodeToString(entry))
                    .put("proof", new String(proof.toBytes(), StandardCharsets.UTF_8))
                    .build();
        }
    }

    /** Returns {@code {"checkpoint","size","releases":[{"release","entry","proof"}],"earlier":[{"size"}]}}. */
    Mono<JsonObject> of(String manufacturer) {
        return Mono.justOrEmpty(views.repository(manufacturer))
                .switchIfEmpty(Mono.error(() -> new NotFound("repository").refused()))
                .flatMap(view -> log.checkpoint(manufacturer).flatMap(note -> of(manufacturer, view, note)));
    }

    private Mono<JsonObject> of(String manufacturer, RepositoryView view, String note) {
        long size = Checkpoint.parse(SignedNote.parse(note).unverifiedText()).size();
        return Mono.zip(
                        Flux.fromIterable(view.publications().entrySet())
                                .concatMap(release -> published(manufacturer, release, size))
                                .collectSortedList((one, other) -> one.release().compareTo(other.release())),
                        receipts.seenLogSizes(manufacturer).collectList())
                .map(read -> JsonObject.builder()
                        .put("checkpoint", note)
                        .put("size", size)
                        .putAll(
                                "releases",
                                read.getT1().stream().map(Published::toJson).toList())
                        .putAll(
                                "earlier",
                                Stream.concat(read.getT1().stream().map(Published::covered), read.getT2().stream())
                                        .filter(seen -> seen > 0 && seen < size)
                                        .distinct()
                                        .sorted()
                                        .map(seen -> JsonObject.builder()
                                                .put("size", seen)
                                                .build())
                                        .toList())
                        .build());
    }

    private Mono<Published> published(String manufacturer, Map.Entry<String, UUID> release, long size) {
        return log.position(manufacturer, release.getValue())
                .filter(position -> position.index() < size)
                .flatMap(position -> Mono.zip(
                                log.entry(manufacturer, release.getValue()),
                                log.inclusion(manufacturer, position.index(), size))
                        .map(read -> new Published(
                                release.getKey(), read.getT1().leaf(), read.getT2(), position.checkpointSize())));
    }
}
