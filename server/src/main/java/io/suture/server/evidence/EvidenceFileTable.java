package io.suture.server.evidence;

import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import io.suture.trust.digest.Digest;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table of evidence files. */
@Component
class EvidenceFileTable {

    private final DatabaseClient database;

    EvidenceFileTable(DatabaseClient database) {
        this.database = database;
    }

    /** Let one upload of a manufacturer be recorded after the other; empty when there is no such manufacturer. */
    Mono<String> lock(String manufacturer) {
        return database.sql("select id from manufacturer where id = :m for no key update")
                .bind("m", manufacturer)
                .map(row -> Rows.text(row, "id"))
                .one();
    }

    Mono<EvidenceFileRecord> find(String manufacturer, Digest digest) {
        return database.sql("select * from evidence_file where manufacturer = :m and sha256 = :sha256")
                .bind("m", manufacturer)
                .bind("sha256", digest.hex())
                .map(EvidenceFileTable::file)
                .one();
    }

    /** Return those of the digests that are a file of the manufacturer. */
    Flux<Digest> present(String manufacturer, Collection<Digest> digests) {
        return database.sql("select sha256 from evidence_file where manufacturer = :m and sha256 = any(:digests)")
                .bind("m", manufacturer)
                .bind("digests", digests.stream().map(Digest::hex).toArray(String[]::new))
                .map(row -> Digest.ofHex(Rows.text(row, "sha256")))
                .all();
    }

    Mono<Long> countSince(String manufacturer, Instant since) {
        return database.sql(
                        "select count(*) as files from evidence_file where manufacturer = :m and uploaded_at > :since")
                .bind("m", manufacturer)
                .bind("since", since)
                .map(row -> Rows.number(row, "files"))
                .one();
    }

    Mono<Void> insert(String manufacturer, EvidenceFileRecord file, UUID event) {
        return database.sql("""
                        insert into evidence_file (manufacturer, sha256, length, uploaded_by, uploaded_at, event_id)
                        values (:m, :sha256, :length, :by, :at, :event)
                        """)
                .bind("m", manufacturer)
                .bind("sha256", file.digest().hex())
                .bind("length", file.length())
                .bind("by", file.uploadedBy())
                .bind("at", file.uploadedAt())
                .bind("event", event)
                .then();
    }

    private static EvidenceFileRecord file(Readable row) {
        return new EvidenceFileRecord(
                Digest.ofHex(Rows.text(row, "sha256")),
                Rows.number(row, "length"),
                Rows.text(row, "uploaded_by"),
                Rows.instant(row, "uploaded_at"));
    }
}
