package io.suture.device.agent;

import io.suture.device.state.DeviceConfig;
import io.suture.device.state.DeviceState;
import io.suture.device.state.Payload;
import io.suture.device.state.Storage;
import io.suture.device.transport.HttpMetadataSource;
import io.suture.device.transport.Transport;
import io.suture.device.transport.UrlPath;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.Gate;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.gate.Verdict;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.DeviceProfile;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.TufException;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Every check that comes before the download, in order; the only way to a {@link VerifiedRelease}. */
final class ReleaseVerifier {

    private static final int MANIFEST_BYTES = 1024 * 1024;
    private static final int POLICY_BYTES = 1024 * 1024;
    private static final int EVIDENCE_BYTES = 16 * 1024 * 1024;

    private final DeviceConfig config;
    private final DeviceServer server;
    private final Transport transport;
    private final Storage storage;
    private final Clock clock;
    private final Reporter reporter;
    private final LogCheck log;
    private Optional<Digest> manifestSeen = Optional.empty();

    ReleaseVerifier(
            DeviceConfig config,
            DeviceServer server,
            Transport transport,
            Storage storage,
            Clock clock,
            Reporter reporter) {
        this.config = config;
        this.server = server;
        this.transport = transport;
        this.storage = storage;
        this.clock = clock;
        this.reporter = reporter;
        this.log = new LogCheck(server, storage);
    }

    /** Return the digest of the manifest that the last verification got hold of, verified by the repository's metadata. */
    Optional<Digest> manifestSeen() {
        return manifestSeen;
    }

    /** Return the release after every check, or throw {@link RefusedException}. */
    VerifiedRelease verify(ReleaseId release, DeviceState state, Optional<Notes.Stored> stored) {
        manifestSeen = Optional.empty();
        try {
            return check(release, state, stored, clock.instant());
        } catch (TufException e) {
            throw new RefusedException(new Refusal.Metadata(e));
        } catch (LogException e) {
            throw new RefusedException(new Refusal.LogRefused(e));
        }
    }

    private VerifiedRelease check(ReleaseId release, DeviceState state, Optional<Notes.Stored> stored, Instant now) {
        Updater updater = refreshed(now);
        Manifest manifest = manifest(updater, release);
        requireNew(manifest, state);
        requireCompatible(manifest, state);
        List<Payload> payloads = payloads(updater, manifest);
        ReleasePolicy policy = document(updater, "policy/release.json", ReleasePolicy::parse);
        People people = document(updater, "policy/people.json", People::parse);
        LogPolicy logPolicy = document(updater, "policy/log.json", LogPolicy::parse);
        List<Envelope> evidence = evidence(updater, release);
        Optional<byte[]> publication = log.publication(release);
        requireAccepted(policy, people, manifest, evidence, later(now, LogCheck.claimedTime(publication)));
        LogCheck.Result logged = log.check(logPolicy, manifest, publication, stored);
        reporter.ok(
                "log",
                "entry %d of %d"
                        .formatted(logged.verified().index(), logged.verified().verifiedSize()));
        return new VerifiedRelease(
                manifest, payloads, logged.verified().index(), logged.verified().verifiedSize(), logged.note());
    }

    private Updater refreshed(Instant now) {
        InitialRoot.repair(storage, reporter);
        Updater updater = new Updater(
                TufLimits.DEFAULT,
                now,
                InitialRoot.store(storage),
                new HttpMetadataSource(transport, server.metadata(), server.targets()));
        updater.refresh();
        reporter.ok("metadata", "fresh at " + now);
        return updater;
    }

    private Manifest manifest(Updater updater, ReleaseId release) {
        byte[] bytes = updater.downloadSmall(release.targetPath(Manifest.FILE), MANIFEST_BYTES);
        manifestSeen = Optional.of(Digest.of(bytes));
        Manifest manifest = parse(release.targetPath(Manifest.FILE), bytes, Manifest::parse);
        requireSame("release", release.toString(), manifest.id().toString());
        reporter.ok("manifest", manifest.digest().toString());
        return manifest;
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

    private List<Payload> payloads(Updater updater, Manifest manifest) {
        List<Payload> payloads = new ArrayList<>();
        for (Artifact artifact : manifest.payloads()) {
            payloads.add(payload(updater, manifest.id(), artifact));
        }
        return payloads;
    }

    private Payload payload(Updater updater, ReleaseId release, Artifact artifact) {
        String path = release.targetPath(artifact.name());
        TargetFile target = updater.target(path).orElseThrow(() -> new TufException.TargetNotFound(path));
        requireSame(artifact.name() + " length", Long.toString(target.length()), Long.toString(artifact.length()));
        String listed = target.sha256().map(Digest::toString).orElse("no sha256");
        requireSame(artifact.name(), listed, artifact.digest().toString());
        String url = server.targets() + UrlPath.encode(updater.sourcePath(target));
        return new Payload(url, artifact.name(), artifact.length(), artifact.digest());
    }

    private static void requireSame(String field, String expected, String found) {
        if (!expected.equals(found)) {
            throw new RefusedException(new Refusal.ManifestMismatch(field, expected, found));
        }
    }

    private <T> T document(Updater updater, String path, Function<byte[], T> parser) {
        return parse(path, updater.downloadSmall(path, POLICY_BYTES), parser);
    }

    private static <T> T parse(String path, byte[] bytes, Function<byte[], T> parser) {
        try {
            return parser.apply(bytes);
        } catch (MalformedDocumentException e) {
            throw new RefusedException(new Refusal.Malformed(path, String.valueOf(e.getMessage())));
        }
    }

    private List<Envelope> evidence(Updater updater, ReleaseId release) {
        String path = release.targetPath(Manifest.EVIDENCE_FILE);
        return parse(path, updater.downloadSmall(path, EVIDENCE_BYTES), EvidenceLines::parse);
    }

    private void requireAccepted(
            ReleasePolicy policy, People people, Manifest manifest, List<Envelope> evidence, Instant at) {
        Verdict verdict = Gate.evaluate(policy, people, manifest, evidence, at);
        if (!verdict.accepted()) {
            throw new RefusedException(Refusal.GateRefused.of(verdict));
        }
        reporter.ok("gate", evidence.size() + " statements meet the release policy");
    }

    /** A clock that runs behind must not refuse what the log saw published. */
    private static Instant later(Instant clock, Optional<Instant> published) {
        return published.filter(time -> time.isAfter(clock)).orElse(clock);
    }
}
