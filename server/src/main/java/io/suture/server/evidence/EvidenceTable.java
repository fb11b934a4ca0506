package io.suture.server.evidence;

import io.suture.server.database.Rows;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table of envelopes. */
@Component
class EvidenceTable {

    private static final String KEY = " where manufacturer = :m and product = :p and version = :v ";

    private final DatabaseClient database;

    EvidenceTable(DatabaseClient database) {
        this.database = database;
    }

    /** How much evidence a release has. */
    record Amount(long envelopes, long bytes) {}

    Flux<byte[]> envelopes(String manufacturer, ReleaseId id) {
        return key("select envelope from evidence" + KEY + "order by sequence", manufacturer, id)
                .map(row -> Rows.bytes(row, "envelope"))
                .all();
    }

    /** Return the payload digests of all evidence, in order of arrival. */
    Flux<Digest> digests(String manufacturer, ReleaseId id) {
        return key("select payload_digest from evidence" + KEY + "order by sequence", manufacturer, id)
                .map(row -> Digest.ofHex(Rows.text(row, "payload_digest")))
                .all();
    }

    /** Where the log has each piece of evidence, by payload digest; what has no place yet is left out. */
    Mono<Map<Digest, Long>> positions(String manufacturer, ReleaseId id) {
        return database.sql("""
                        select piece.payload_digest, min(leaf.leaf_index) as place from evidence piece
                        join audit_leaf leaf
                          on leaf.manufacturer = piece.manufacturer and leaf.event_id = piece.event_id
                        where piece.manufacturer = :m and piece.product = :p and piece.version = :v
                        group by piece.payload_digest
                        """)
                .bind("m", manufacturer)
                .bind("p", id.product())
                .bind("v", id.version())
                .map(row -> Map.entry(Digest.ofHex(Rows.text(row, "payload_digest")), Rows.number(row, "place")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    Mono<Amount> amount(String manufacturer, ReleaseId id) {
        return key(
                        "select count(*) as envelopes, coalesce(sum(octet_length(envelope) + 1), 0)::bigint as bytes from evidence"
                                + KEY,
                        manufacturer,
                        id)
                .map(row -> new Amount(Rows.number(row, "envelopes"), Rows.number(row, "bytes")))
                .one();
    }

    Mono<Boolean> has(String manufacturer, ReleaseId id, Digest payload) {
        return key("select 1 as found from evidence" + KEY + "and payload_digest = :digest", manufacturer, id)
                .bind("digest", payload.hex())
                .fetch()
                .first()
                .hasElement();
    }

    Mono<Void> insert(String manufacturer, ReleaseId id, Attestation attestation, Instant now, UUID event) {
        byte[] envelope = attestation.envelope().toJson();
        return key("""
                        insert into evidence (manufacturer, product, version, digest, payload_digest, predicate_type,
                            author, envelope, received_at, event_id)
                        values (:m, :p, :v, :digest, :payload, :type, :author, :envelope, :now, :event)
                        """, manufacturer, id)
                .bind("digest", Digest.of(envelope).hex())
                .bind("payload", attestation.digest().hex())
                .bind("type", attestation.claim().type())
                .bind("author", attestation.author())
                .bind("envelope", envelope)
                .bind("now", now)
                .bind("event", event)
                .then();
    }

    private GenericExecuteSpec key(String sql, String manufacturer, ReleaseId id) {
        return database.sql(sql).bind("m", manufacturer).bind("p", id.product()).bind("v", id.version());
    }
}
