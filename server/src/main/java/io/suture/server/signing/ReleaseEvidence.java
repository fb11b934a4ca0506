package io.suture.server.signing;

import io.suture.server.release.Release;
import io.suture.server.signing.LoggedEvidence.Piece;
import io.suture.trust.attest.EvidenceFile;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.EvidenceLog;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.Gate;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.gate.Verdict;
import io.suture.trust.gate.VerdictStatement;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The evidence of a release as it will be published, and the gate's verdict over exactly that. */
final class ReleaseEvidence {

    private final MetadataTable metadata;
    private final LoggedEvidence logged;

    ReleaseEvidence(MetadataTable metadata, LoggedEvidence logged) {
        this.metadata = metadata;
        this.logged = logged;
    }

    /**
     * Evidence in order of arrival.
     *
     * @param envelopes the statements
     * @param positions where the log has them
     * @param beside the files made from them that are published with them, by name
     */
    record Lines(List<Envelope> envelopes, EvidencePositions positions, Map<String, byte[]> beside) {

        /** One compact envelope a line. */
        byte[] file() {
            return EvidenceFile.format(envelopes);
        }

        /** Returns whether the log's proofs are there. */
        boolean isLogged() {
            return beside.containsKey(Manifest.EVIDENCE_LOG_FILE);
        }
    }

    private record Rules(ReleasePolicy policy, People people) {}

    /** Waits till a signed checkpoint covers all evidence of a release; refuses when none does in time. */
    Mono<Void> awaitLogged(Release release) {
        return logged.await(release);
    }

    /** Returns the evidence as it is now. */
    Mono<Lines> lines(Release release) {
        return logged.pieces(release)
                .flatMap(pieces -> logged.proofs(release.manufacturer(), pieces)
                        .flatMap(log -> rules(release.manufacturer()).map(rules -> beside(release, pieces, log, rules)))
                        .defaultIfEmpty(Map.of())
                        .map(beside -> new Lines(envelopes(pieces), LoggedEvidence.positions(pieces), beside)));
    }

    private static List<Envelope> envelopes(List<Piece> pieces) {
        return pieces.stream().map(Piece::envelope).toList();
    }

    /** The verdict is the one at the moment the last evidence came: the same whenever the file is made. */
    private static Map<String, byte[]> beside(Release release, List<Piece> pieces, EvidenceLog log, Rules rules) {
        Instant last = pieces.getLast().receivedAt();
        Manifest manifest = release.frozen().manifest();
        Verdict verdict = Gate.evaluate(
                rules.policy(), rules.people(), manifest, envelopes(pieces), LoggedEvidence.positions(pieces), last);
        return Map.of(
                Manifest.EVIDENCE_LOG_FILE,
                log.toJson(),
                Manifest.VERDICT_FILE,
                VerdictStatement.of(manifest, verdict, last));
    }

    /** Returns the evidence as it was signed with the release: what devices will read. */
    Mono<Lines> signed(String manufacturer, ReleaseId release) {
        return frozen(manufacturer, release)
                .flatMap(frozen -> logPolicy(manufacturer)
                        .map(policy -> new Lines(frozen.envelopes(), frozen.positions(policy), Map.of())));
    }

    /** Returns what was signed with the release; empty while nothing was. */
    Mono<FrozenEvidence> frozen(String manufacturer, ReleaseId release) {
        return metadata.releaseTargets(manufacturer, release)
                .filter(target -> target.bytes().isPresent())
                .collectMap(
                        target -> target.file()
                                .path()
                                .substring(release.toString().length() + 1),
                        target -> target.bytes().orElseThrow())
                .filter(files -> files.containsKey(Manifest.EVIDENCE_FILE))
                .map(FrozenEvidence::new);
    }

    private Mono<LogPolicy> logPolicy(String manufacturer) {
        return metadata.targets(manufacturer, "policy/log.json")
                .next()
                .map(target -> LogPolicy.parse(target.bytes().orElseThrow()))
                .switchIfEmpty(Mono.error(() -> new SigningRefusal.NoPolicy().refused()));
    }

    /** Runs the gate of the trust library: the same code that devices run. */
    Mono<Verdict> verdict(Release release, Lines lines, Instant now) {
        return rules(release.manufacturer())
                .map(rules -> Gate.evaluate(
                        rules.policy(),
                        rules.people(),
                        release.frozen().manifest(),
                        lines.envelopes(),
                        lines.positions(),
                        now));
    }

    private Mono<Rules> rules(String manufacturer) {
        return metadata.targets(manufacturer, "policy/")
                .collectMap(
                        target -> target.file().path(), target -> target.bytes().orElseThrow())
                .map(policies -> new Rules(
                        ReleasePolicy.parse(policy(policies.get("policy/release.json"))),
                        People.parse(policy(policies.get("policy/people.json")))));
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
