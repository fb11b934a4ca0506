package io.suture.server.dossier;

import io.suture.server.database.Rows;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** Every piece of evidence as it was handed in, also what came after the signature, by the digest of what is signed. */
final class EvidencePart {

    private final DatabaseClient database;

    EvidencePart(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A piece of evidence.
     *
     * @param envelope as handed in
     * @param receivedAt when
     * @param index its place in the log
     */
    @SuppressWarnings("ArrayRecordComponent") // read only
    record Piece(byte[] envelope, Instant receivedAt, long index) {

        String digest() {
            return Envelope.parse(envelope).payloadDigest().hex();
        }
    }

    Flux<Packed> of(Subject subject) {
        return pieces(subject).map(piece -> new Packed("evidence/" + piece.digest() + ".json", piece.envelope()));
    }

    /** Return the pieces that the dossier's checkpoint covers, in order of arrival. */
    Flux<Piece> pieces(Subject subject) {
        ReleaseId id = subject.id();
        return database.sql("""
                        select e.envelope, e.received_at, leaf.leaf_index from evidence e
                        join audit_leaf leaf on leaf.event_id = e.event_id and leaf.leaf_index < :size
                        where e.manufacturer = :m and e.product = :p and e.version = :v order by e.sequence
                        """)
                .bind("size", subject.size())
                .bind("m", subject.manufacturer())
                .bind("p", id.product())
                .bind("v", id.version())
                .map(row -> new Piece(
                        Rows.bytes(row, "envelope"), Rows.instant(row, "received_at"), Rows.number(row, "leaf_index")))
                .all();
    }
}
