package io.suture.trust.director;

import io.suture.trust.digest.Digest;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.release.ReleaseId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Three directors' keys, one device that asked one question, and the answer. */
final class Sample {

    static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    static final Duration LIFETIME = Duration.ofHours(1);
    static final DeviceIdentity DEVICE = new DeviceIdentity("exm", "D-001");
    static final Nonce NONCE = Nonce.of(new Random(1));
    static final Digest MANIFEST = Digest.of(new byte[] {1});
    static final AssignedRelease RELEASE = new AssignedRelease(ReleaseId.parse("GW2/3.1.1"), MANIFEST);
    static final List<SoftwareSigner> KEYS =
            Stream.generate(Sample::key).limit(3).toList();

    private Sample() {}

    static SoftwareSigner key() {
        return SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom());
    }

    static DirectorPolicy policy(int threshold) {
        return new DirectorPolicy(1, threshold, publicKeys());
    }

    static List<PublicKey> publicKeys() {
        return KEYS.stream().map(SoftwareSigner::publicKey).toList();
    }

    static AssignmentStatement install() {
        return answer(DEVICE, NONCE, NOW, NOW.plus(LIFETIME));
    }

    static AssignmentStatement answer(DeviceIdentity device, Nonce nonce, Instant issuedAt, Instant until) {
        return new AssignmentStatement(
                device, issuedAt, until, nonce, Optional.of(RELEASE), Optional.empty(), Duration.ofMinutes(5));
    }

    static AssignmentStatement nothing() {
        return new AssignmentStatement(
                DEVICE,
                NOW,
                NOW.plus(LIFETIME),
                NONCE,
                Optional.empty(),
                Optional.of(new AssignmentStatement.Reason("up-to-date", "Nothing newer.")),
                Duration.ofMinutes(5));
    }
}
