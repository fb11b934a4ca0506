package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DeviceUnit;
import io.suture.cli.demo.stage.Stage;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.director.Nonce;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.DeviceIdentity;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers one device as the director would, with a key the attacker has: the stolen one, or one of his own.
 *
 * @param victim the device
 * @param release what it is told to install
 * @param key signs the answers
 * @param clock the attacker's
 */
record FalseDirector(DeviceUnit victim, AssignedRelease release, SoftwareSigner key, Clock clock)
        implements Function<URI, byte[]> {

    static final String PATH = "/device/v1/assignment";

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration POLL_AFTER = Duration.ofMinutes(5);

    @Override
    public byte[] apply(URI question) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new AssignmentStatement(
                        new DeviceIdentity(Stage.MANUFACTURER, victim.id()),
                        now,
                        now.plus(LIFETIME),
                        Nonce.parse(question.getQuery().replace("nonce=", "")),
                        Optional.of(release),
                        Optional.empty(),
                        POLL_AFTER)
                .sign(key)
                .toJson();
    }
}
