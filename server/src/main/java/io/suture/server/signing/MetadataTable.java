package io.suture.server.signing;

import io.r2dbc.spi.Readable;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.TargetFile;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of metadata, versions and target files. */
final class MetadataTable {

    private static final String COLUMNS = "select role, version, bytes, expires, visible from tuf_metadata ";

    private final DatabaseClient database;

    MetadataTable(DatabaseClient database) {
        this.database = database;
    }

    /** One publisher at a time for a manufacturer, till the transaction ends. */
    Mono<Void> lock(String manufacturer) {
        return database.sql("select pg_advisory_xact_lock(hashtextextended('publish/' || :manufacturer, 0))")
                .bind("manufacturer", manufacturer)
                .then();
    }

    /** Returns every root and the newest version of each other role, visible ones only or all. */
    Mono<RepositoryState> state(String manufacturer, boolean visibleOnly) {
        return database.sql(COLUMNS + """
                          m where manufacturer = :manufacturer and (visible or :all) and (role = 'root' or version = (
                            select max(n.version) from tuf_metadata n
                            where n.manufacturer = m.manufacturer and n.role = m.role and (n.visible or :all)))
                          order by role, version
                          """)
                .bind("manufacturer", manufacturer)
                .bind("all", !visibleOnly)
                .map(row -> metadata(row))
                .all()
                .collectList()
                .map(MetadataTable::state);
    }

    private static RepositoryState state(List<Metadata> rows) {
        List<Metadata> roots =
                rows.stream().filter(row -> row.role().equals("root")).toList();
        Map<String, Metadata> current = rows.stream()
                .filter(row -> !row.role().equals("root"))
                .collect(Collectors.toMap(Metadata::role, row -> row, (a, b) -> b, LinkedHashMap::new));
        return new RepositoryState(roots, current);
    }

    /** Returns visible files: all roots, the newest timestamp, the newest versions of the other roles. */
    Flux<Metadata> served(String manufacturer, int versionsKept) {
        return database.sql("""
                        select role, version, bytes, expires, visible from (
                          select m.*, row_number() over (partition by role order by version desc) as age
                          from tuf_metadata m where manufacturer = :manufacturer and visible) newest
                        where role = 'root' or age = 1 or (role <> 'timestamp' and age <= :kept)
                        order by role, version
                        """)
                .bind("manufacturer", manufacturer)
                .bind("kept", versionsKept)
                .map(row -> metadata(row))
                .all();
    }

    /** Returns the highest version of each role that is used. */
    Mono<Map<String, Long>> versions(String manufacturer) {
        return database.sql("select role, version from tuf_version where manufacturer = :manufacturer")
                .bind("manufacturer", manufacturer)
                .map(row -> Map.entry(text(row, "role"), Objects.requireNonNull(row.get("version", Long.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Records that this version of the role is used. */
    Mono<Void> raiseVersion(String manufacturer, Metadata metadata) {
        return database.sql("""
                        insert into tuf_version as known (manufacturer, role, version) values (:manufacturer, :role, :version)
                        on conflict (manufacturer, role) do update set version = greatest(known.version, excluded.version)
                        """)
                .bind("manufacturer", manufacturer)
                .bind("role", metadata.role())
                .bind("version", metadata.version())
                .then();
    }

    Mono<Void> insert(String manufacturer, Metadata metadata, Instant at) {
        return database.sql("""
                        insert into tuf_metadata (manufacturer, role, version, bytes, expires, visible, created_at)
                        values (:manufacturer, :role, :version, :bytes, :expires, false, :at) on conflict do nothing
                        """)
                .bind("manufacturer", manufacturer)
                .bind("role", metadata.role())
                .bind("version", metadata.version())
                .bind("bytes", metadata.bytes())
                .bind("expires", metadata.expires())
                .bind("at", at)
                .then();
    }

    Mono<Void> show(String manufacturer, Metadata metadata) {
        return database.sql("""
                        update tuf_metadata set visible = true
                        where manufacturer = :manufacturer and role = :role and version = :version
                        """)
                .bind("manufacturer", manufacturer)
                .bind("role", metadata.role())
                .bind("version", metadata.version())
                .then();
    }

    /** A stored target file; the bytes of small ones. */
    @SuppressWarnings("ArrayRecordComponent")
    record StoredTarget(TargetFile file, Optional<byte[]> bytes) {

        static StoredTarget of(String path, byte[] bytes) {
            return new StoredTarget(TargetFile.describing(path, bytes), Optional.of(bytes));
        }
    }

    /** Stores the current file of a path; one that was current before another is so again. */
    Mono<Void> insertTarget(String manufacturer, StoredTarget target, Instant at, UUID event) {
        DatabaseClient.GenericExecuteSpec insert = database.sql("""
                        insert into tuf_target (manufacturer, path, sha256, length, bytes, added_at, event_id)
                        values (:manufacturer, :path, :sha256, :length, :bytes, :at, :event)
                        on conflict (manufacturer, path, sha256) do update set sequence = default, event_id = excluded.event_id
                        where exists (select 1 from tuf_target newer where newer.manufacturer = excluded.manufacturer
                            and newer.path = excluded.path and newer.sequence > tuf_target.sequence)
                        """)
                .bind("manufacturer", manufacturer)
                .bind("path", target.file().path())
                .bind("sha256", target.file().sha256().orElseThrow().hex())
                .bind("length", target.file().length())
                .bind("at", at)
                .bind("event", event);
        return target.bytes()
                .map(bytes -> insert.bind("bytes", bytes))
                .orElseGet(() -> insert.bindNull("bytes", byte[].class))
                .then();
    }

    /** Returns the target files stored for a release, the newest of each path. */
    Flux<StoredTarget> releaseTargets(String manufacturer, ReleaseId release) {
        return targets(manufacturer, folder(release), false);
    }

    /** Returns the delta payloads stored for a release, the newest of each path. */
    Flux<StoredTarget> deltaTargets(String manufacturer, ReleaseId release) {
        return targets(manufacturer, folder(release), true);
    }

    private static String folder(ReleaseId release) {
        return release.product() + "/" + release.version() + "/";
    }

    /** Returns the target files below a folder, the newest of each path. */
    Flux<StoredTarget> targets(String manufacturer, String folder) {
        return targets(manufacturer, folder, false);
    }

    private Flux<StoredTarget> targets(String manufacturer, String folder, boolean delta) {
        return database.sql("""
                        select distinct on (path) path, sha256, length, bytes from tuf_target
                        where manufacturer = :manufacturer and starts_with(path, :folder) and delta = :delta
                        order by path, sequence desc
                        """)
                .bind("manufacturer", manufacturer)
                .bind("folder", folder)
                .bind("delta", delta)
                .map(row -> target(row))
                .all();
    }

    /** Returns the content of small target files by path and digest. */
    Flux<StoredTarget> smallTargets(String manufacturer) {
        return database.sql(
                        "select path, sha256, length, bytes from tuf_target where manufacturer = :manufacturer and bytes is not null")
                .bind("manufacturer", manufacturer)
                .map(row -> target(row))
                .all();
    }

    private static StoredTarget target(Readable row) {
        TargetFile file = TargetFile.of(
                text(row, "path"),
                Objects.requireNonNull(row.get("length", Long.class)),
                Digest.ofHex(text(row, "sha256")));
        return new StoredTarget(file, Optional.ofNullable(row.get("bytes", byte[].class)));
    }

    private static Metadata metadata(Readable row) {
        return new Metadata(
                text(row, "role"),
                Objects.requireNonNull(row.get("version", Long.class)),
                Objects.requireNonNull(row.get("bytes", byte[].class)),
                Objects.requireNonNull(row.get("expires", Instant.class)),
                Boolean.TRUE.equals(row.get("visible", Boolean.class)));
    }

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    /** Refuses a stored file that differs from the one signed now under the same version. */
    Mono<Void> requireStored(String manufacturer, Collection<Metadata> files) {
        return Flux.fromIterable(files)
                .concatMap(file -> database.sql(
                                COLUMNS + "where manufacturer = :manufacturer and role = :role and version = :version")
                        .bind("manufacturer", manufacturer)
                        .bind("role", file.role())
                        .bind("version", file.version())
                        .map(row -> metadata(row))
                        .one()
                        .filter(stored -> Arrays.equals(stored.bytes(), file.bytes()))
                        .switchIfEmpty(Mono.error(() -> new IllegalStateException(
                                file.fileName() + " is stored with other bytes; a version is never signed twice"))))
                .then();
    }
}
