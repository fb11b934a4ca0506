package io.suture.server.fleet;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.fleet.FleetRefusal.NotPublished;
import io.suture.server.identity.Actor;
import io.suture.server.release.Release;
import io.suture.server.release.ReleaseState;
import io.suture.server.release.Releases;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** A facility lets a published release onto its own devices. */
public final class FacilityApprovals {

    private final DatabaseClient database;
    private final Releases releases;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    FacilityApprovals(
            DatabaseClient database,
            Releases releases,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.releases = releases;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** An approval as recorded. */
    public record Approval(
            String facility,
            String manufacturer,
            String product,
            String version,
            String approvedBy,
            Instant approvedAt) {}

    /** Approve a release for a facility; again returns the first approval. */
    public Mono<Approval> approve(Actor actor, String facility, String manufacturer, ReleaseId release) {
        return releases.lock(manufacturer, release)
                .flatMap(found -> find(facility, manufacturer, release)
                        .switchIfEmpty(Mono.defer(() -> approve(actor, facility, found))))
                .as(transaction::transactional);
    }

    private Mono<Approval> approve(Actor actor, String facility, Release release) {
        if (release.state() != ReleaseState.PUBLISHED) {
            return Mono.error(
                    new NotPublished(release.id().toString(), release.state().code()).refused());
        }
        Approval approval = new Approval(
                facility,
                release.manufacturer(),
                release.id().product(),
                release.id().version(),
                actor.id(),
                clock.instant());
        return audit.append(event(actor, facility, release))
                .flatMap(event -> insert(approval, event))
                .thenReturn(approval);
    }

    private static AuditEvent event(Actor actor, String facility, Release release) {
        JsonObject detail = JsonObject.builder()
                .put("release", release.id().toString())
                .put("manifest", release.frozen().digest().toString())
                .build();
        return new AuditEvent(
                release.manufacturer(),
                AuditKind.FACILITY_APPROVED,
                JsonObject.EMPTY,
                actor.describe(),
                JsonObject.builder().put("facility", facility).build(),
                detail);
    }

    private Mono<Approval> find(String facility, String manufacturer, ReleaseId release) {
        return database.sql("""
                        select approved_by, approved_at from facility_approval where facility = :facility
                        and manufacturer = :manufacturer and product = :product and version = :version
                        """)
                .bind("facility", facility)
                .bind("manufacturer", manufacturer)
                .bind("product", release.product())
                .bind("version", release.version())
                .map(row -> new Approval(
                        facility,
                        manufacturer,
                        release.product(),
                        release.version(),
                        DeviceTable.text(row, "approved_by"),
                        Objects.requireNonNull(row.get("approved_at", Instant.class))))
                .one();
    }

    private Mono<Void> insert(Approval approval, UUID event) {
        return database.sql("""
                        insert into facility_approval (facility, manufacturer, product, version, approved_by, approved_at, event_id)
                        values (:facility, :manufacturer, :product, :version, :by, :at, :event)
                        """)
                .bind("facility", approval.facility())
                .bind("manufacturer", approval.manufacturer())
                .bind("product", approval.product())
                .bind("version", approval.version())
                .bind("by", approval.approvedBy())
                .bind("at", approval.approvedAt())
                .bind("event", event)
                .then();
    }
}
