package io.suture.server.inspection;

import io.suture.server.audit.AuditLog;
import io.suture.server.audit.SealedSections;
import io.suture.server.database.Rows;
import io.suture.server.signing.PublishedMetadata;
import io.suture.server.timestamp.Timestamps;
import io.suture.trust.evidence.LogPackage;
import io.suture.trust.evidence.LogSource;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.BundlePath;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogException;
import io.suture.trust.log.Section;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TilePath;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The files of a log's package. What depends on more than the log itself, policy and readable sections, is as it is now. */
@Component
class LogPackageParts {

    private static final String SECTIONS = """
            select leaf.leaf_index, section.event_id, section.name, section.key_id, section.sealed
            from audit_leaf leaf join audit_section section on section.event_id = leaf.event_id
            where leaf.manufacturer = :log and leaf.leaf_index < :size order by leaf.leaf_index, section.name
            """;

    private static final int FETCH = 500;

    private final DatabaseClient database;
    private final AuditLog log;
    private final SealedSections sections;
    private final Timestamps timestamps;
    private final PublishedMetadata published;

    LogPackageParts(
            DatabaseClient database,
            AuditLog log,
            SealedSections sections,
            Timestamps timestamps,
            PublishedMetadata published) {
        this.database = database;
        this.log = log;
        this.sections = sections;
        this.timestamps = timestamps;
        this.published = published;
    }

    Flux<PackagePart> of(String manufacturer, Checkpoint checkpoint, String note, boolean withSections) {
        long size = checkpoint.size();
        Flux<PackagePart> disclosed =
                Flux.just(new PackagePart(LogPackage.DISCLOSURES, disclosures(manufacturer, size)));
        return Flux.concat(
                Flux.just(
                        PackagePart.text("README.txt", readme(checkpoint)),
                        PackagePart.text(LogSource.CHECKPOINT, note),
                        new PackagePart(LogPackage.ENTRIES, entries(manufacturer, size))),
                withSections ? disclosed : Flux.empty(),
                policy(manufacturer),
                timestamps(manufacturer, size),
                Flux.fromIterable(TilePath.forSize(size)).concatMap(path -> tile(manufacturer, path)));
    }

    private Flux<byte[]> entries(String manufacturer, long size) {
        return log.entries(manufacturer, 0, size).map(entry -> LogPackage.line(entry.index(), entry.leaf()));
    }

    private Flux<PackagePart> tile(String manufacturer, TilePath path) {
        Flux<PackagePart> hashes = Flux.just(new PackagePart(
                path.toString(), log.tile(manufacturer, path).map(Tile::toBytes).flux()));
        BundlePath bundle = new BundlePath(path.index(), path.width());
        return path.level() > 0
                ? hashes
                : hashes.concatWithValues(new PackagePart(
                        bundle.toString(), log.bundle(manufacturer, bundle).flux()));
    }

    private Flux<PackagePart> timestamps(String manufacturer, long size) {
        return timestamps
                .loggedBefore(manufacturer, size)
                .collectList()
                .flatMapIterable(stamps -> Timestamps.files(stamps).entrySet())
                .map(file -> PackagePart.of(file.getKey(), file.getValue()));
    }

    private Mono<PackagePart> policy(String manufacturer) {
        return published
                .of(manufacturer)
                .flatMap(visible -> Mono.justOrEmpty(visible.newest("policy")
                        .flatMap(policy -> policy.targets().files().values().stream()
                                .filter(file -> file.path().equals(LogPackage.POLICY))
                                .findFirst())
                        .flatMap(visible::content)
                        .map(bytes -> PackagePart.of(LogPackage.POLICY, bytes))));
    }

    /** Lines of disclosed sections; what was erased or cannot be read is not among them. */
    private Flux<byte[]> disclosures(String manufacturer, long size) {
        return database.sql(SECTIONS)
                .bind("log", manufacturer)
                .bind("size", size)
                .filter(statement -> statement.fetchSize(FETCH))
                .map(row -> Map.entry(Rows.number(row, "leaf_index"), SealedSections.Row.of(row)))
                .all()
                .concatMap(row -> sections.open(row.getValue())
                        .onErrorComplete(LogException.class)
                        .map(section -> disclosure(row.getKey(), section)));
    }

    private static byte[] disclosure(long index, Section section) {
        byte[] json = Json.compact(JsonObject.builder()
                .put("index", index)
                .put("section", section.name())
                .put("salt", HexFormat.of().formatHex(section.salt()))
                .put("body", Base64.getEncoder().encodeToString(section.body()))
                .build());
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    private static String readme(Checkpoint checkpoint) {
        return """
                The audit log %s, its first %d entries, as one package.

                Verify it on a machine without a network:

                    suture audit verify --package FILE --policy log.json --checkpoint SEEN_BEFORE --tsa-root tsa.pem

                Bring along, from elsewhere than this package: the log's policy (or its keys, --vkey), a checkpoint that you or
                a colleague saw before, and the root of the time-stamp authority. What you do not bring is NOT CHECKED.
                Without this program: everything below follows C2SP tlog-tiles, tlog-checkpoint and signed-note, and RFC 3161.

                checkpoint            size and root of the log, signed
                tile/entries/         the entries, 256 in a file; each after its length in two bytes
                tile/0/, tile/1/ ...  the hashes of the tree over them
                entries.jsonl         the same entries as lines, for programs and people
                disclosures.jsonl     private sections with their salt, if they were asked for
                policy/log.json       the keys and witnesses that the log's owner goes by
                timestamps            the sizes that were time-stamped; timestamp/SIZE.tsr is the answer of the authority
                package.json          every other file with length and SHA-256; the log names its digest with the export
                """.formatted(checkpoint.origin(), checkpoint.size());
    }
}
