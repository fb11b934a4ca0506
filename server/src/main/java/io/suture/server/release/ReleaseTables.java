package io.suture.server.release;

import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tables of releases, their files and their history. */
@Component
class ReleaseTables {

    private static final String KEY = " where manufacturer = :m and product = :p and version = :v ";

    private final DatabaseClient database;

    ReleaseTables(DatabaseClient database) {
        this.database = database;
    }

    /** One step in the life of a release. */
    record Step(ReleaseState from, ReleaseState to, ReleaseEvent event, String actor, String reason, Instant at) {}

    Mono<Release> find(String manufacturer, ReleaseId id) {
        return read("select * from release" + KEY, manufacturer, id);
    }

    Mono<Release> lock(String manufacturer, ReleaseId id) {
        return read("select * from release" + KEY + "for update", manufacturer, id);
    }

    private Mono<Release> read(String sql, String manufacturer, ReleaseId id) {
        return key(sql, manufacturer, id).map(ReleaseTables::release).one().flatMap(this::withFiles);
    }

    Flux<Release> list(String manufacturer) {
        return database.sql("select * from release where manufacturer = :m order by created_at desc, product, version")
                .bind("m", manufacturer)
                .map(ReleaseTables::release)
                .all()
                .collectList()
                .flatMapIterable(releases -> releases)
                .concatMap(this::withFiles);
    }

    private Mono<Release> withFiles(Release release) {
        return files(release.manufacturer(), release.id()).map(release::withFiles);
    }

    private Mono<List<ReleaseFile>> files(String manufacturer, ReleaseId id) {
        return key("select name, length, sha256 from release_file" + KEY + "order by name", manufacturer, id)
                .map(row -> new ReleaseFile(
                        Rows.text(row, "name"), Rows.number(row, "length"), Digest.ofHex(Rows.text(row, "sha256"))))
                .all()
                .collectList();
    }

    Mono<Void> insert(Release release, UUID event) {
        return key("""
                        insert into release (manufacturer, product, version, state, created_by, created_at, changed_at, event_id)
                        values (:m, :p, :v, :state, :by, :now, :now, :event)
                        """, release.manufacturer(), release.id())
                .bind("state", release.state().code())
                .bind("by", release.createdBy())
                .bind("now", release.createdAt())
                .bind("event", event)
                .then();
    }

    Mono<Void> putFile(Release release, ReleaseFile file, UUID event) {
        return key("""
                        insert into release_file (manufacturer, product, version, name, length, sha256, event_id)
                        values (:m, :p, :v, :name, :length, :sha256, :event)
                        on conflict (manufacturer, product, version, name)
                        do update set length = excluded.length, sha256 = excluded.sha256, event_id = excluded.event_id
                        """, release.manufacturer(), release.id())
                .bind("name", file.name())
                .bind("length", file.length())
                .bind("sha256", file.digest().hex())
                .bind("event", event)
                .then();
    }

    Mono<Void> submit(Release release, String actor, Instant now, UUID event) {
        Release.Frozen frozen = release.frozen();
        Step step = new Step(release.state(), ReleaseState.SUBMITTED, ReleaseEvent.SUBMIT, actor, "submitted", now);
        return key("""
                        update release set manifest = :manifest, manifest_digest = :digest, kind = :kind,
                            rollback_index = :rollback, state = :state, changed_at = :now, event_id = :event
                        """ + KEY, release.manufacturer(), release.id())
                .bind("manifest", frozen.bytes())
                .bind("digest", frozen.digest().hex())
                .bind("kind", frozen.manifest().kind().json())
                .bind("rollback", frozen.manifest().rollbackIndex())
                .bind("state", step.to().code())
                .bind("now", now)
                .bind("event", event)
                .then()
                .then(history(release, step, event));
    }

    Mono<Void> move(Release release, Step step, UUID event) {
        return key(
                        "update release set state = :state, changed_at = :now, event_id = :event" + KEY,
                        release.manufacturer(),
                        release.id())
                .bind("state", step.to().code())
                .bind("now", step.at())
                .bind("event", event)
                .then()
                .then(history(release, step, event));
    }

    private Mono<Void> history(Release release, Step step, UUID event) {
        return key("""
                        insert into release_history
                            (manufacturer, product, version, from_state, to_state, event, actor, reason, at, event_id)
                        values (:m, :p, :v, :from, :to, :step, :actor, :reason, :at, :event)
                        """, release.manufacturer(), release.id())
                .bind("from", step.from().code())
                .bind("to", step.to().code())
                .bind("step", step.event().name())
                .bind("actor", step.actor())
                .bind("reason", step.reason())
                .bind("at", step.at())
                .bind("event", event)
                .then();
    }

    Flux<Step> history(String manufacturer, ReleaseId id) {
        return key("select * from release_history" + KEY + "order by sequence", manufacturer, id)
                .map(row -> new Step(
                        ReleaseState.of(Rows.text(row, "from_state")),
                        ReleaseState.of(Rows.text(row, "to_state")),
                        ReleaseEvent.valueOf(Rows.text(row, "event")),
                        Rows.text(row, "actor"),
                        Rows.text(row, "reason"),
                        Rows.instant(row, "at")))
                .all();
    }

    private GenericExecuteSpec key(String sql, String manufacturer, ReleaseId id) {
        return database.sql(sql).bind("m", manufacturer).bind("p", id.product()).bind("v", id.version());
    }

    private static Release release(Readable row) {
        return new Release(
                Rows.text(row, "manufacturer"),
                new ReleaseId(Rows.text(row, "product"), Rows.text(row, "version")),
                ReleaseState.of(Rows.text(row, "state")),
                Optional.ofNullable(row.get("manifest", byte[].class)).map(Release.Frozen::new),
                List.of(),
                Rows.text(row, "created_by"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "changed_at"));
    }
}
