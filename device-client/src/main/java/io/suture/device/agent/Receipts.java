package io.suture.device.agent;

import io.suture.device.state.Attempt;
import io.suture.device.state.DeviceConfig;
import io.suture.device.state.DeviceState;
import io.suture.device.state.Outcome;
import io.suture.device.state.ReceiptQueue;
import io.suture.device.transport.Reply;
import io.suture.device.transport.TransportException;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.InstallationReceipt.Result;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.key.Signer;
import io.suture.trust.release.ReleaseId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Decides what a receipt says, signs it with the device's key, keeps it and delivers it. */
public final class Receipts {

    /** Subject of a receipt about a release whose manifest was never verified. */
    public static final Digest NO_MANIFEST = Digest.ofHex("0".repeat(64));

    private static final Set<Integer> NEVER = Set.of(400, 409, 413, 422);
    private static final Optional<String> DEVICE_MISMATCH = Optional.of("receipt-device-mismatch");

    private final DeviceConfig config;
    private final Signer signer;
    private final ReceiptQueue queue;
    private final DeviceServer server;
    private final Reporter reporter;
    private final Clock clock;
    private final Supplier<UUID> ids;

    public Receipts(
            DeviceConfig config,
            Signer signer,
            ReceiptQueue queue,
            DeviceServer server,
            Reporter reporter,
            Clock clock,
            Supplier<UUID> ids) {
        this.config = config;
        this.signer = signer;
        this.queue = queue;
        this.server = server;
        this.reporter = reporter;
        this.clock = clock;
        this.ids = ids;
    }

    String newAttempt() {
        return ids.get().toString();
    }

    /** Return how the update under way ended. */
    Outcome outcome(DeviceState state, Result result, String reason) {
        Attempt attempt = state.current();
        return new Outcome(
                attempt.id(),
                attempt.release(),
                Optional.of(attempt.manifest()),
                state.version(),
                result,
                reason,
                attempt.slot(),
                attempt.entryIndex(),
                attempt.checkpointSize(),
                state.counter() + 1,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                state.policy(),
                attempt.breakGlass());
    }

    /**
     * Return the refusal of a release before it became an update. Refused before the policy was read, it names the one that
     * the device judged by last.
     */
    Outcome refusal(DeviceState state, ReleaseId release, ReleaseVerifier.Seen seen, String reason) {
        return new Outcome(
                newAttempt(),
                release,
                seen.manifest(),
                state.version(),
                Result.REFUSED,
                reason,
                state.slot(),
                -1,
                0,
                state.counter() + 1,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                seen.policy().or(state::policy),
                seen.breakGlass());
    }

    /** Sign and keep a receipt. */
    void queue(Outcome outcome) {
        Statement statement = Statement.about(outcome.manifest().orElse(NO_MANIFEST), receipt(outcome));
        queue.add(
                "%012d-%s".formatted(outcome.counter(), outcome.attempt()),
                Envelope.sign(Statement.PAYLOAD_TYPE, statement.toJson(), signer)
                        .toJson());
    }

    private InstallationReceipt receipt(Outcome outcome) {
        return new InstallationReceipt(
                config.device(),
                config.manufacturer(),
                outcome.release(),
                outcome.fromVersion(),
                outcome.attempt(),
                outcome.result(),
                outcome.reason(),
                outcome.slot().toString(),
                outcome.entryIndex(),
                outcome.checkpointSize(),
                outcome.counter(),
                outcome.at(),
                outcome.policy(),
                outcome.breakGlass());
    }

    /** Deliver what waits, oldest first; return whether nothing is left. Never stops an update. */
    public boolean flush() {
        try {
            queue.waiting().forEach(this::deliver);
        } catch (TransportException e) {
            reporter.fail("receipt-not-delivered", String.valueOf(e.getMessage()));
        }
        return queue.waiting().isEmpty();
    }

    private void deliver(String receipt) {
        Optional<byte[]> envelope = queue.read(receipt);
        if (envelope.isEmpty()) {
            reporter.fail("receipt-damaged", receipt);
            return;
        }
        Reply reply = server.deliver(envelope.get());
        if (reply.status() == 200) {
            queue.delivered(receipt);
            reporter.ok("receipt", receipt + " delivered");
        } else {
            notTaken(receipt, reply.unexpected("receipt " + receipt));
        }
    }

    private void notTaken(String receipt, TransportException.UnexpectedStatus answer) {
        if (answer.passing()) {
            throw answer;
        }
        if (NEVER.contains(answer.status()) || answer.problem().equals(DEVICE_MISMATCH)) {
            queue.setAside(receipt);
        }
        reporter.fail("receipt-refused", String.valueOf(answer.getMessage()));
    }
}
