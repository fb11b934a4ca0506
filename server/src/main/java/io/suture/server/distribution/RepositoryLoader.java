package io.suture.server.distribution;

import io.r2dbc.spi.Readable;
import io.suture.server.catalog.Catalog;
import io.suture.server.catalog.HardwareRevision;
import io.suture.server.catalog.Product;
import io.suture.server.distribution.RepositoryView.Payload;
import io.suture.server.fleet.HardwareModel;
import io.suture.server.fleet.Offer;
import io.suture.server.signing.Metadata;
import io.suture.server.signing.PublishedMetadata;
import io.suture.server.signing.PublishedMetadata.Visible;
import io.suture.trust.digest.Digest;
import io.suture.trust.director.DirectorPolicy;
import io.suture.trust.key.PublicKey;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.TargetFile;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Builds the view of a repository out of the database. */
final class RepositoryLoader {

    private static final String POLICY = "policy";

    private final DatabaseClient database;
    private final PublishedMetadata published;
    private final Catalog catalog;

    RepositoryLoader(DatabaseClient database, PublishedMetadata published, Catalog catalog) {
        this.database = database;
        this.published = published;
        this.catalog = catalog;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Row(
            ReleaseId id, String state, byte[] manifest, Instant publishedAt, UUID event, Set<String> facilities) {

        Offer offer(boolean listed) {
            return new Offer(Manifest.parse(manifest), publishedAt, listed && state.equals("published"), facilities);
        }
    }

    Mono<RepositoryView> load(String manufacturer) {
        return Mono.zip(
                        published.of(manufacturer),
                        releases(manufacturer),
                        catalog.products(manufacturer).collectList())
                .map(read -> view(read.getT1(), read.getT2(), read.getT3()));
    }

    private static RepositoryView view(Visible visible, List<Row> releases, List<Product> products) {
        Map<String, String> states = releases.stream().collect(Collectors.toMap(row -> row.id() + "/", Row::state));
        Map<String, ServedFile> metadata =
                visible.metadata().stream().collect(Collectors.toMap(Metadata::fileName, file -> served(file.bytes())));
        Map<String, ServedFile> targets = new HashMap<>();
        Map<String, String> gone = new HashMap<>();
        Set<String> roles = Set.copyOf(visible.roles());
        for (Metadata file : visible.metadata()) {
            if (roles.contains(file.role())) {
                boolean newest =
                        visible.newest(file.role()).filter(file::equals).isPresent();
                file.targets().files().values().forEach(target -> {
                    String path = target.consistentPath();
                    String state = state(target.path(), states);
                    if (isServed(visible, target, newest, state)) {
                        targets.put(path, served(visible, target));
                        gone.remove(path);
                    } else {
                        gone.put(path, state);
                        targets.remove(path);
                    }
                });
            }
        }
        return new RepositoryView(
                metadata,
                targets,
                payloads(releases),
                gone,
                models(products),
                offers(visible, releases),
                publications(releases),
                directors(visible));
    }

    /**
     * A release's files are served while it is published. A policy document stays, like the metadata that name it, after
     * a newer one replaced it: a client may be between the two (TUF 6.2, consistent snapshots).
     */
    private static boolean isServed(Visible visible, TargetFile target, boolean newest, String state) {
        return state.isEmpty() ? visible.content(target).isPresent() : newest && state.equals("published");
    }

    private static Map<String, Payload> payloads(List<Row> releases) {
        Map<String, Payload> payloads = new HashMap<>();
        for (Row row : releases) {
            for (Artifact file : Manifest.parse(row.manifest()).payloads()) {
                TargetFile target = TargetFile.of(row.id() + "/" + file.name(), file.length(), file.digest());
                payloads.put(target.consistentPath(), new Payload(row.id(), file));
            }
        }
        return payloads;
    }

    private static List<PublicKey> directors(Visible visible) {
        return visible.newest(POLICY)
                .flatMap(policy -> policy.targets().file(DirectorPolicy.PATH))
                .flatMap(visible::content)
                .map(bytes -> DirectorPolicy.parse(bytes).keys())
                .orElse(List.of());
    }

    private static String state(String path, Map<String, String> states) {
        int name = path.lastIndexOf('/') + 1;
        return states.getOrDefault(path.substring(0, name), "");
    }

    private static ServedFile served(byte[] bytes) {
        return new ServedFile(Digest.of(bytes).hex(), bytes.length, bytes);
    }

    private static ServedFile served(Visible visible, TargetFile target) {
        return new ServedFile(
                target.sha256().orElseThrow().hex(),
                target.length(),
                visible.content(target).orElse(null));
    }

    private static Map<String, HardwareModel> models(List<Product> products) {
        return products.stream()
                .collect(Collectors.toMap(
                        Product::id, product -> new HardwareModel(product.id(), product.udiDi(), revisions(product))));
    }

    private static Map<String, Optional<String>> revisions(Product product) {
        return product.hardwareRevisions().stream()
                .collect(Collectors.toMap(HardwareRevision::revision, RepositoryLoader::notUpdatable));
    }

    private static Optional<String> notUpdatable(HardwareRevision revision) {
        if (revision.updatable()) {
            return Optional.empty();
        }
        String reason = revision.reason();
        return Optional.of(reason == null ? "it is not updatable" : reason);
    }

    /** A release is offered when devices find it, not merely when it was decided to publish it. */
    private static List<Offer> offers(Visible visible, List<Row> releases) {
        return releases.stream()
                .map(row -> row.offer(visible.newest(row.id().product())
                        .flatMap(role -> role.targets().file(row.id() + "/" + Manifest.FILE))
                        .isPresent()))
                .toList();
    }

    private static Map<String, UUID> publications(List<Row> releases) {
        return releases.stream().collect(Collectors.toMap(row -> row.id().toString(), Row::event));
    }

    private Mono<List<Row>> releases(String manufacturer) {
        return database.sql("""
                        select r.product, r.version, r.state, r.manifest, p.published_at, p.event_id,
                               array(select a.facility from facility_approval a where a.manufacturer = r.manufacturer
                                     and a.product = r.product and a.version = r.version) as facilities
                        from release r join release_publication p on p.manufacturer = r.manufacturer
                             and p.product = r.product and p.version = r.version
                        where r.manufacturer = :manufacturer
                        """)
                .bind("manufacturer", manufacturer)
                .map(row -> row(row))
                .all()
                .collectList();
    }

    private static Row row(Readable row) {
        return new Row(
                new ReleaseId(
                        Objects.requireNonNull(row.get("product", String.class)),
                        Objects.requireNonNull(row.get("version", String.class))),
                Objects.requireNonNull(row.get("state", String.class)),
                Objects.requireNonNull(row.get("manifest", byte[].class)),
                Objects.requireNonNull(row.get("published_at", Instant.class)),
                Objects.requireNonNull(row.get("event_id", UUID.class)),
                Set.copyOf(Arrays.asList(Objects.requireNonNull(row.get("facilities", String[].class)))));
    }
}
