package io.suture.server.signing;

import io.suture.server.signing.MetadataTable.StoredTarget;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.DeltaRole;
import io.suture.trust.tuf.TargetFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What devices should find: the files of every release that is published or suspended and covered by a checkpoint. */
final class WantedFiles {

    private final DatabaseClient database;
    private final MetadataTable metadata;
    private final KeyRegistry keys;

    WantedFiles(DatabaseClient database, MetadataTable metadata, KeyRegistry keys) {
        this.database = database;
        this.metadata = metadata;
        this.keys = keys;
    }

    /** Returns the delegation that each product's role should make. */
    Mono<Map<String, DelegatedRole>> deltas(String manufacturer) {
        return keys.publicKeys(manufacturer).map(online -> {
            Map<String, DelegatedRole> deltas = new HashMap<>();
            online.deltas().forEach((product, key) -> deltas.put(product, DeltaRole.delegation(product, key)));
            return deltas;
        });
    }

    /** Returns the files of each role of a product, and of its deltas, that has any. */
    Mono<Map<String, List<TargetFile>>> of(String manufacturer) {
        return database.sql("""
                        select r.product, r.version from release r
                        join release_publication p on p.manufacturer = r.manufacturer and p.product = r.product
                             and p.version = r.version
                        join audit_leaf leaf on leaf.event_id = p.event_id
                        where r.manufacturer = :manufacturer and r.state in ('published', 'suspended')
                          and leaf.leaf_index < (select max(size) from log_publication where manufacturer = :manufacturer)
                        """)
                .bind("manufacturer", manufacturer)
                .map(row -> new ReleaseId(MetadataTable.text(row, "product"), MetadataTable.text(row, "version")))
                .all()
                .collectList()
                .flatMapIterable(releases -> releases)
                .concatMap(release -> Flux.concat(
                        files(release.product(), metadata.releaseTargets(manufacturer, release)),
                        files(DeltaRole.name(release.product()), metadata.deltaTargets(manufacturer, release))))
                .collect(HashMap::new, WantedFiles::add);
    }

    private static Mono<Map.Entry<String, List<TargetFile>>> files(String role, Flux<StoredTarget> targets) {
        return targets.map(StoredTarget::file).collectList().map(files -> Map.entry(role, files));
    }

    private static void add(Map<String, List<TargetFile>> wanted, Map.Entry<String, List<TargetFile>> release) {
        wanted.computeIfAbsent(release.getKey(), role -> new ArrayList<>()).addAll(release.getValue());
    }
}
