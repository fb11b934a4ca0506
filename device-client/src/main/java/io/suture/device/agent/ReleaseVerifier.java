package io.suture.device.agent;

import io.suture.device.state.DeviceConfig;
import io.suture.device.state.DeviceState;
import io.suture.device.state.Payload;
import io.suture.device.state.Storage;
import io.suture.trust.attest.PolicyRef;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.EvidenceLog;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.Gate;
import io.suture.trust.gate.GateLimits;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.gate.Verdict;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.DeviceProfile;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.TargetFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every check of a release that comes before the download, in order; the only way to a {@link VerifiedRelease}. */
final class ReleaseVerifier {

    private static final int MANIFEST_BYTES = 1024 * 1024;
    private static final int EVIDENCE_BYTES = 16 * 1024 * 1024;

    private final DeviceConfig config;
    private final Reporter reporter;
    private final LogCheck log;
    private Seen seen = Seen.NOTHING;

    ReleaseVerifier(DeviceConfig config, DeviceServer server, Optional<Storage> memory, Reporter reporter) {
        this.config = config;
        this.reporter = reporter;
        this.log = new LogCheck(server, memory);
    }

    /**
     * What a verification got hold of before it ended, verified by the repository's metadata.
     *
     * @param manifest the digest of the manifest
     * @param policy the release policy
     * @param breakGlass the authorisation that was shown, verified or not
     */
    record Seen(Optional<Digest> manifest, Optional<PolicyRef> policy, Optional<Digest> breakGlass) {

        private static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty(), Optional.empty());

        /** Return the same with an authorisation. */
        Seen shown(Envelope authorisation) {
            return new Seen(manifest, policy, Optional.of(authorisation.payloadDigest()));
        }
    }

    /** Return what the last verification got hold of. */
    Seen seen() {
        return seen;
    }

    /** Forget what an earlier verification got hold of. */
    void forget() {
        seen = Seen.NOTHING;
    }

    /** Return the release after every check, or throw the refusal. */
    VerifiedRelease verify(
            FreshRepository repository, Choice choice, DeviceState state, Optional<Notes.Stored> stored) {
        Manifest manifest = manifest(repository, choice.release());
        ReleasePolicy policy = policy(repository);
        choice.requireAgreement(manifest, reporter);
        requireNew(manifest, state);
        requireCompatible(manifest, state);
        List<Payload> payloads = payloads(repository, manifest);
        People people = repository.document("policy/people.json", People::parse);
        LogPolicy logPolicy = repository.document("policy/log.json", LogPolicy::parse);
        List<Envelope> evidence = evidence(repository, choice.release());
        Optional<byte[]> publication = log.publication(choice.release());
        Instant now = later(repository.now(), LogCheck.lastSeen(logPolicy, stored));
        Instant at = later(now, LogCheck.claimedTime(publication));
        EvidencePositions positions = positions(repository, manifest, logPolicy);
        Verdict.Basis judgedBy = accepted(policy, people, manifest, evidence, positions, at);
        LogCheck.Result logged = log.check(logPolicy, manifest, publication, stored, now, choice::lifts);
        reporter.ok("log", logged.toString());
        return new VerifiedRelease(
                manifest,
                payloads,
                choice.assignment(),
                logged.index(),
                logged.size(),
                logged.note(),
                choice.authorisation(),
                new PolicyRef(judgedBy.policyVersion(), judgedBy.policyDigest()));
    }

    private Manifest manifest(FreshRepository repository, ReleaseId release) {
        String path = release.targetPath(Manifest.FILE);
        byte[] bytes = repository.content(path, MANIFEST_BYTES);
        seen = new Seen(Optional.of(Digest.of(bytes)), Optional.empty(), Optional.empty());
        Manifest manifest = FreshRepository.parse(path, bytes, Manifest::parse);
        requireSame("release", release.toString(), manifest.id().toString());
        reporter.ok("manifest", manifest.digest().toString());
        return manifest;
    }

    /** Read before anything can refuse the release, so that the receipt of a refusal names it. */
    private ReleasePolicy policy(FreshRepository repository) {
        ReleasePolicy policy = repository.document("policy/release.json", ReleasePolicy::parse);
        seen = new Seen(
                seen.manifest(), Optional.of(new PolicyRef(policy.version(), policy.digest())), Optional.empty());
        return policy;
    }

    private static void requireNew(Manifest manifest, DeviceState state) {
        if (state.rolledBack().contains(manifest.digest().toString())) {
            throw new RefusedException(new Refusal.RolledBackBefore(manifest.id()));
        }
    }

    private void requireCompatible(Manifest manifest, DeviceState state) {
        DeviceProfile profile = new DeviceProfile(
                config.product(), config.udiDi(), config.hardware(), state.version(), state.rollbackIndex());
        manifest.check(profile).ifPresent(incompatibility -> {
            throw new RefusedException(new Refusal.Incompatible(incompatibility));
        });
        reporter.ok("compatibility", "from %s, rollback index %d".formatted(state.version(), manifest.rollbackIndex()));
    }

    private List<Payload> payloads(FreshRepository repository, Manifest manifest) {
        List<Payload> payloads = new ArrayList<>();
        for (Artifact artifact : manifest.payloads()) {
            payloads.add(payload(repository, manifest.id(), artifact));
        }
        return payloads;
    }

    private Payload payload(FreshRepository repository, ReleaseId release, Artifact artifact) {
        TargetFile target = repository.required(release.targetPath(artifact.name()));
        requireSame(artifact.name() + " length", Long.toString(target.length()), Long.toString(artifact.length()));
        String listed = target.sha256().map(Digest::toString).orElse("no sha256");
        requireSame(artifact.name(), listed, artifact.digest().toString());
        return new Payload(repository.url(target), artifact.name(), artifact.length(), artifact.digest());
    }

    private static void requireSame(String field, String expected, String found) {
        if (!expected.equals(found)) {
            throw new RefusedException(new Refusal.ManifestMismatch(field, expected, found));
        }
    }

    private static List<Envelope> evidence(FreshRepository repository, ReleaseId release) {
        String path = release.targetPath(Manifest.EVIDENCE_FILE);
        return FreshRepository.parse(path, repository.content(path, EVIDENCE_BYTES), EvidenceLines::parse);
    }

    /** Places in the log let the evidence of a key count that was revoked later; a release may have none. */
    private static EvidencePositions positions(FreshRepository repository, Manifest manifest, LogPolicy policy) {
        String path = manifest.id().targetPath(Manifest.EVIDENCE_LOG_FILE);
        return repository
                .target(path)
                .map(target -> FreshRepository.parse(
                        path, repository.content(path, GateLimits.EVIDENCE_LOG_BYTES), EvidenceLog::parse))
                .map(log -> log.positions(policy, manifest.digest()))
                .orElse(EvidencePositions.NONE);
    }

    /** Return which policy let the release pass. */
    private Verdict.Basis accepted(
            ReleasePolicy policy,
            People people,
            Manifest manifest,
            List<Envelope> evidence,
            EvidencePositions positions,
            Instant at) {
        Verdict verdict = Gate.evaluate(policy, people, manifest, evidence, positions, at);
        if (!verdict.accepted()) {
            throw new RefusedException(Refusal.GateRefused.of(verdict));
        }
        Verdict.Basis basis = verdict.basis();
        reporter.ok(
                "gate",
                "%d statements meet rule %s of release policy %d"
                        .formatted(evidence.size(), basis.rule(), basis.policyVersion()));
        return basis;
    }

    /** A clock that runs behind must not refuse what the log saw published. */
    private static Instant later(Instant clock, Optional<Instant> published) {
        return published.filter(time -> time.isAfter(clock)).orElse(clock);
    }
}
