package io.suture.server.signing;

import io.suture.server.release.Release;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.Gate;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.gate.Verdict;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The evidence of a release as it will be published, and the gate's verdict over exactly that. */
final class ReleaseEvidence {

    private final DatabaseClient database;
    private final MetadataTable metadata;

    ReleaseEvidence(DatabaseClient database, MetadataTable metadata) {
        this.database = database;
        this.metadata = metadata;
    }

    /** Evidence in order of arrival. */
    record Lines(List<Envelope> envelopes) {

        /** One compact envelope a line. */
        byte[] file() {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            for (Envelope envelope : envelopes) {
                file.writeBytes(envelope.toJson());
                file.write('\n');
            }
            return file.toByteArray();
        }
    }

    Mono<Lines> lines(String manufacturer, ReleaseId release) {
        return database.sql("""
                        select envelope from evidence
                        where manufacturer = :manufacturer and product = :product and version = :version order by sequence
                        """)
                .bind("manufacturer", manufacturer)
                .bind("product", release.product())
                .bind("version", release.version())
                .map(row -> Envelope.parse(Objects.requireNonNull(row.get("envelope", byte[].class))))
                .all()
                .collectList()
                .map(Lines::new);
    }

    /** Returns the evidence as it was signed with the release: what devices will read. */
    Mono<Lines> signed(String manufacturer, ReleaseId release) {
        return metadata.releaseTargets(manufacturer, release)
                .filter(target -> target.file().path().endsWith("/" + Manifest.EVIDENCE_FILE))
                .next()
                .map(target -> new Lines(new String(target.bytes().orElseThrow(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> Envelope.parse(line.getBytes(StandardCharsets.UTF_8)))
                        .toList()));
    }

    /** Runs the gate of the trust library: the same code that devices run. */
    Mono<Verdict> verdict(Release release, Lines lines, Instant now) {
        return metadata.targets(release.manufacturer(), "policy/")
                .collectMap(
                        target -> target.file().path(), target -> target.bytes().orElseThrow())
                .map(policies -> Gate.evaluate(
                        ReleasePolicy.parse(policy(policies.get("policy/release.json"))),
                        People.parse(policy(policies.get("policy/people.json"))),
                        release.frozen().manifest(),
                        lines.envelopes(),
                        EvidencePositions.NONE,
                        now));
    }

    /** Returns who may sign, as the offline {@code policy} role says. */
    Mono<People> people(String manufacturer) {
        return metadata.targets(manufacturer, "policy/people.json")
                .next()
                .map(target -> People.parse(target.bytes().orElseThrow()))
                .switchIfEmpty(Mono.error(() -> new SigningRefusal.NoPolicy().refused()));
    }

    private static byte[] policy(byte @Nullable [] stored) {
        if (stored == null) {
            throw new SigningRefusal.NoPolicy().refused();
        }
        return stored;
    }
}
