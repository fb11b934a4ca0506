package io.suture.server.evidence;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import io.suture.server.evidence.PendingApproval.Frozen;
import io.suture.server.evidence.PendingApproval.State;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.ReleaseId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The table of approvals that wait for a signature. */
@Component
class ApprovalTable {

    private static final String INSERT = """
            insert into pending_approval (id, manufacturer, product, version, person, manifest, evidence, meaning, role,
                reason, method, statement, state, created_at, expires_at, event_id)
            values (:id, :m, :p, :v, :person, :manifest, :evidence, :meaning, :role, :reason, :method, :statement, 'pending',
                :created, :expires, :event)
            """;

    private final DatabaseClient database;

    ApprovalTable(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> insert(PendingApproval approval, UUID event) {
        return database.sql(INSERT)
                .bind("id", approval.id())
                .bind("m", approval.manufacturer())
                .bind("p", approval.release().product())
                .bind("v", approval.release().version())
                .bind("person", approval.person())
                .bind("manifest", approval.manifest().hex())
                .bind("evidence", approval.evidence().stream().map(Digest::hex).toArray(String[]::new))
                .bind("meaning", approval.request().meaning().json())
                .bind("role", approval.request().role().code())
                .bind("reason", approval.request().reason())
                .bind("method", approval.request().method().code())
                .bind(
                        "statement",
                        approval.statement()
                                .map(statement -> Parameters.in(R2dbcType.VARBINARY, statement.bytes()))
                                .orElseGet(() -> Parameters.in(R2dbcType.VARBINARY)))
                .bind("created", approval.createdAt())
                .bind("expires", approval.expiresAt())
                .bind("event", event)
                .then();
    }

    /** A person has one open approval of a release: a newer one replaces it. */
    Mono<Void> replace(PendingApproval by, UUID event) {
        return database.sql("""
                        update pending_approval set state = 'void', event_id = :event
                        where manufacturer = :m and product = :p and version = :v and person = :person and state = 'pending'
                        """)
                .bind("m", by.manufacturer())
                .bind("p", by.release().product())
                .bind("v", by.release().version())
                .bind("person", by.person())
                .bind("event", event)
                .then();
    }

    /** Return the person's approval of the release and lock it till the caller's transaction ends. */
    Mono<PendingApproval> lock(String manufacturer, ReleaseId release, String person, UUID id) {
        return database.sql("""
                        select * from pending_approval where id = :id and manufacturer = :m and product = :p
                            and version = :v and person = :person for update
                        """)
                .bind("id", id)
                .bind("m", manufacturer)
                .bind("p", release.product())
                .bind("v", release.version())
                .bind("person", person)
                .map(ApprovalTable::read)
                .one();
    }

    Mono<Void> signed(UUID id, Digest statement, UUID event) {
        return database.sql(
                        "update pending_approval set state = 'signed', signature = :digest, event_id = :event where id = :id")
                .bind("digest", statement.hex())
                .bind("event", event)
                .bind("id", id)
                .then();
    }

    /** Count a failed attempt; the last one that is permitted ends the approval. */
    Mono<Void> failed(UUID id, String person, UUID event) {
        return database.sql("""
                        update pending_approval set failures = failures + 1, event_id = :event,
                            state = case when failures + 1 >= :max then 'void' else state end
                        where id = :id and person = :person and state = 'pending'
                        """)
                .bind("max", PendingApproval.MAX_FAILURES)
                .bind("event", event)
                .bind("id", id)
                .bind("person", person)
                .then();
    }

    private static PendingApproval read(Readable row) {
        return new PendingApproval(
                Objects.requireNonNull(row.get("id", UUID.class)),
                Rows.text(row, "manufacturer"),
                new ReleaseId(Rows.text(row, "product"), Rows.text(row, "version")),
                Rows.text(row, "person"),
                Digest.ofHex(Rows.text(row, "manifest")),
                digests(Objects.requireNonNull(row.get("evidence", String[].class))),
                ApprovalRequest.of(
                        Rows.text(row, "meaning"),
                        Rows.text(row, "role"),
                        Rows.text(row, "reason"),
                        Rows.text(row, "method")),
                Optional.ofNullable(row.get("statement", byte[].class)).map(Frozen::new),
                State.valueOf(Rows.text(row, "state").toUpperCase(Locale.ROOT)),
                Rows.optionalText(row, "signature").map(Digest::ofHex),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "expires_at"));
    }

    private static List<Digest> digests(String[] hex) {
        return Arrays.stream(hex).map(Digest::ofHex).toList();
    }
}
