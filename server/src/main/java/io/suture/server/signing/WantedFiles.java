package io.suture.server.signing;

import io.suture.server.signing.MetadataTable.StoredTarget;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.TargetFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What devices should find: the files of every release that is published or suspended and covered by a checkpoint. */
final class WantedFiles {

    private final DatabaseClient database;
    private final MetadataTable metadata;

    WantedFiles(DatabaseClient database, MetadataTable metadata) {
        this.database = database;
        this.metadata = metadata;
    }

    /** Returns the files of each product that has any. */
    Mono<Map<String, List<TargetFile>>> of(String manufacturer) {
        return database.sql("""
                        select r.product, r.version from release r
                        join release_publication p on p.manufacturer = r.manufacturer and p.product = r.product
                             and p.version = r.version
                        join audit_leaf leaf on leaf.event_id = p.event_id
                        where r.manufacturer = :manufacturer and r.state in ('published', 'suspended')
                          and leaf.leaf_index < (select max(size) from log_checkpoint where manufacturer = :manufacturer)
                        """)
                .bind("manufacturer", manufacturer)
                .map(row -> new ReleaseId(MetadataTable.text(row, "product"), MetadataTable.text(row, "version")))
                .all()
                .collectList()
                .flatMapIterable(releases -> releases)
                .concatMap(release -> metadata.releaseTargets(manufacturer, release)
                        .map(StoredTarget::file)
                        .collectList()
                        .map(files -> Map.entry(release.product(), files)))
                .collect(HashMap::new, WantedFiles::add);
    }

    private static void add(Map<String, List<TargetFile>> wanted, Map.Entry<String, List<TargetFile>> release) {
        wanted.computeIfAbsent(release.getKey(), product -> new ArrayList<>()).addAll(release.getValue());
    }
}
