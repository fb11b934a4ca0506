package io.suture.device.agent;

import io.suture.trust.director.AssignedRelease;
import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.director.AssignmentStatement.Reason;
import io.suture.trust.director.DirectorPolicy;
import io.suture.trust.director.Nonce;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.pki.DeviceIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A director in memory: says what the test wants, to whom and with which keys the test wants. */
final class TestDirector {

    static final Duration LIFETIME = Duration.ofHours(1);

    /** Every answer given, newest last. */
    final List<Envelope> answers = new ArrayList<>();

    Optional<DirectorPolicy> policy = Optional.of(new DirectorPolicy(1, 1, List.of(TestKeys.DIRECTOR.publicKey())));
    DeviceIdentity device = new DeviceIdentity("exm", "D-001");
    Instant issuedAt = Simulator.START;
    Optional<AssignedRelease> assigned = Optional.empty();
    private SoftwareSigner[] signers = {TestKeys.DIRECTOR};
    private Optional<Envelope> replayed = Optional.empty();

    void signWith(SoftwareSigner... keys) {
        signers = keys.clone();
    }

    /** From now on give this answer, whatever is asked. */
    void replay(Envelope answer) {
        replayed = Optional.of(answer);
    }

    byte[] answer(String query) {
        Envelope answer = replayed.orElseGet(() -> fresh(Nonce.parse(query.replaceFirst("nonce=", ""))));
        answers.add(answer);
        return answer.toJson();
    }

    private Envelope fresh(Nonce nonce) {
        Optional<Reason> reason = assigned.isPresent()
                ? Optional.empty()
                : Optional.of(new Reason("up-to-date", "Nothing newer is offered."));
        return new AssignmentStatement(
                        device, issuedAt, issuedAt.plus(LIFETIME), nonce, assigned, reason, Duration.ofMinutes(5))
                .sign(signers);
    }
}
