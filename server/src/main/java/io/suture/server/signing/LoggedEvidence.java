package io.suture.server.signing;

import io.r2dbc.spi.Readable;
import io.suture.server.audit.AuditLog;
import io.suture.server.database.Rows;
import io.suture.server.release.Release;
import io.suture.server.signing.SigningRefusal.EvidenceNotLogged;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.EvidenceLog;
import io.suture.trust.gate.EvidencePositions;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The evidence of releases with its places in the log. The proofs lead to the smallest signed checkpoint that covers all
 * of it, so that they are the same whenever they are made.
 */
final class LoggedEvidence {

    private final DatabaseClient database;
    private final AuditLog log;

    LoggedEvidence(DatabaseClient database, AuditLog log) {
        this.database = database;
        this.log = log;
    }

    /** The place of an entry, and its bytes. */
    @SuppressWarnings("ArrayRecordComponent")
    record Place(long index, byte[] entry) {}

    /** A piece of evidence; its place is empty till the log gives it one. */
    record Piece(Envelope envelope, UUID event, Instant receivedAt, Optional<Place> place) {

        Digest digest() {
            return envelope.payloadDigest();
        }
    }

    /** Returns the evidence in order of arrival. */
    Mono<List<Piece>> pieces(Release release) {
        return database.sql("""
                        select piece.envelope, piece.event_id, piece.received_at, leaf.leaf_index, event.leaf
                        from evidence piece
                        left join audit_leaf leaf
                          on leaf.manufacturer = piece.manufacturer and leaf.event_id = piece.event_id
                        left join audit_event event on event.id = leaf.event_id
                        where piece.manufacturer = :manufacturer and piece.product = :product
                          and piece.version = :version order by piece.sequence
                        """)
                .bind("manufacturer", release.manufacturer())
                .bind("product", release.id().product())
                .bind("version", release.id().version())
                .map(row -> piece(row))
                .all()
                .collectList();
    }

    private static Piece piece(Readable row) {
        return new Piece(
                Envelope.parse(Rows.bytes(row, "envelope")),
                Objects.requireNonNull(row.get("event_id", UUID.class)),
                Rows.instant(row, "received_at"),
                Optional.ofNullable(row.get("leaf_index", Long.class))
                        .map(index -> new Place(index, Rows.bytes(row, "leaf"))));
    }

    /** Returns the places; where a statement came twice, the first. */
    static EvidencePositions positions(List<Piece> pieces) {
        Map<Digest, Long> indexes = new HashMap<>();
        pieces.forEach(
                piece -> piece.place().ifPresent(place -> indexes.merge(piece.digest(), place.index(), Math::min)));
        return new EvidencePositions(indexes);
    }

    /** Waits till a signed checkpoint covers all evidence of a release, and not for long. */
    Mono<Void> await(Release release) {
        return pieces(release)
                .flatMapIterable(pieces -> pieces)
                .concatMap(piece -> log.awaitCheckpoint(release.manufacturer(), piece.event()))
                .then()
                .onErrorMap(TimeoutException.class, late -> new EvidenceNotLogged().refused());
    }

    /** Returns the proofs; empty while no checkpoint covers all evidence. */
    Mono<EvidenceLog> proofs(String manufacturer, List<Piece> pieces) {
        if (pieces.isEmpty() || pieces.stream().anyMatch(piece -> piece.place().isEmpty())) {
            return Mono.empty();
        }
        Piece last = pieces.stream()
                .max(Comparator.comparing(piece -> piece.place().orElseThrow().index()))
                .orElseThrow();
        return log.position(manufacturer, last.event())
                .flatMap(position -> proofs(manufacturer, pieces, position.checkpointSize()));
    }

    private Mono<EvidenceLog> proofs(String manufacturer, List<Piece> pieces, long size) {
        return log.checkpoint(manufacturer, size)
                .flatMap(note -> Flux.fromIterable(pieces)
                        .concatMap(piece -> item(manufacturer, piece, size))
                        .collectList()
                        .map(items -> new EvidenceLog(note, items)));
    }

    private Mono<EvidenceLog.Item> item(String manufacturer, Piece piece, long size) {
        Place place = piece.place().orElseThrow();
        return log.inclusion(manufacturer, place.index(), size)
                .map(proof -> new EvidenceLog.Item(piece.digest(), place.index(), place.entry(), proof.hashes()));
    }
}
