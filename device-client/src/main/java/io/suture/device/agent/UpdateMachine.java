package io.suture.device.agent;

import io.suture.device.install.Hook;
import io.suture.device.install.Image;
import io.suture.device.install.InstallFailedException;
import io.suture.device.install.Installer;
import io.suture.device.install.PayloadDamagedException;
import io.suture.device.state.Attempt;
import io.suture.device.state.DeviceState;
import io.suture.device.state.Outcome;
import io.suture.device.state.Payload;
import io.suture.device.state.Phase;
import io.suture.device.state.Phase.Event;
import io.suture.device.state.Slot;
import io.suture.device.state.StateStore;
import io.suture.device.state.Storage;
import io.suture.device.transport.Downloader;
import io.suture.device.transport.PayloadMismatchException;
import io.suture.trust.attest.InstallationReceipt.Result;

/**
 * Takes a verified release through {@link Phase} to its end. Needs the server for payloads only; every step may be repeated
 * after a power cut.
 */
final class UpdateMachine {

    static final String CHECKPOINT = "log/checkpoint";
    static final int MAX_TRIALS = 3;

    private static final String TRIAL_BOOT_FAILED = "trial-boot-failed";
    private static final String HEALTH_CHECK_FAILED = "health-check-failed";

    private final Storage storage;
    private final StateStore states;
    private final Installer installer;
    private final Downloader downloader;
    private final Hook safeState;
    private final Hook health;
    private final Receipts receipts;
    private final Reporter reporter;
    private boolean safe;

    UpdateMachine(
            Storage storage,
            Installer installer,
            Downloader downloader,
            Hook safeState,
            Hook health,
            Receipts receipts,
            Reporter reporter) {
        this.storage = storage;
        this.states = new StateStore(storage);
        this.installer = installer;
        this.downloader = downloader;
        this.safeState = safeState;
        this.health = health;
        this.receipts = receipts;
        this.reporter = reporter;
    }

    /** Go on until the outcome is decided; throw {@link RefusedException} where the update waits or is given up. */
    DeviceState decide(DeviceState start) {
        safe = false;
        DeviceState state = start;
        while (!state.phase().decided()) {
            state = states.save(step(state));
        }
        return state;
    }

    private DeviceState step(DeviceState state) {
        return switch (state.phase()) {
            case VERIFIED -> download(state);
            case DOWNLOADED -> install(state);
            case INSTALLED -> arm(state);
            case TRIAL_BOOT -> trial(state);
            case IDLE, CONFIRMED, ROLLED_BACK, REFUSED ->
                throw new IllegalStateException("nothing to do while " + state.phase());
        };
    }

    private DeviceState download(DeviceState state) {
        Attempt attempt = state.current();
        requireSpace(attempt);
        for (Payload payload : attempt.payloads()) {
            fetch(payload);
        }
        return state.after(Event.PAYLOADS_COMPLETE);
    }

    private void requireSpace(Attempt attempt) {
        long required = 0;
        for (Payload payload : attempt.payloads()) {
            required += downloader.missing(payload) + payload.length();
        }
        long free = storage.free();
        if (required > free) {
            throw new RefusedException(new Refusal.DiskFull(required, free));
        }
    }

    private void fetch(Payload payload) {
        try {
            downloader.fetch(payload);
            reporter.ok("download", "%s, %d bytes".formatted(payload.name(), payload.length()));
        } catch (PayloadMismatchException e) {
            throw new RefusedException(new Refusal.TargetHashMismatch(payload.name(), e.found()));
        }
    }

    private DeviceState install(DeviceState state) {
        Attempt attempt = state.current();
        requireSafe(attempt);
        try {
            installer.install(attempt.slot(), Image.of(attempt));
        } catch (PayloadDamagedException e) {
            return state.after(Event.PAYLOADS_DAMAGED);
        } catch (InstallFailedException e) {
            throw refused(e);
        }
        keepBundle(attempt.slot());
        reporter.ok("install", "%s into slot %s".formatted(attempt.release(), attempt.slot()));
        return state.after(Event.IMAGE_WRITTEN);
    }

    /** What vouches for the image lies beside it before it can be started (rule 10). */
    private void keepBundle(Slot slot) {
        storage.read(BootBundle.NEXT)
                .ifPresentOrElse(
                        bundle -> storage.write(BootBundle.path(slot), bundle),
                        () -> storage.delete(BootBundle.path(slot)));
    }

    private static RefusedException refused(InstallFailedException e) {
        return new RefusedException(new Refusal.InstallFailed(e.step(), String.valueOf(e.getMessage())));
    }

    private void requireSafe(Attempt attempt) {
        if (safe) {
            return;
        }
        Hook.Answer answer = safeState.ask(attempt);
        if (!answer.yes()) {
            throw new RefusedException(new Refusal.SafeStateRefused(answer.detail()));
        }
        reporter.ok("safe-state", answer.detail());
        safe = true;
    }

    private DeviceState arm(DeviceState state) {
        Attempt attempt = state.current();
        if (!installer.holds(attempt.slot(), Image.of(attempt))) {
            return state.after(Event.IMAGE_DAMAGED);
        }
        requireSafe(attempt);
        try {
            installer.arm(attempt.slot());
        } catch (InstallFailedException e) {
            throw refused(e);
        }
        return state.after(Event.TRIAL_ARMED);
    }

    private DeviceState trial(DeviceState state) {
        Attempt attempt = state.current();
        if (installer.active() == attempt.slot()) {
            return confirmed(state);
        }
        if (!attempt.failure().isEmpty()) {
            return rolledBack(state);
        }
        if (attempt.trials() >= MAX_TRIALS) {
            return failed(state, TRIAL_BOOT_FAILED, "not confirmed after " + MAX_TRIALS + " starts");
        }
        if (installer.running() != attempt.slot()) {
            requireSafe(attempt);
        }
        DeviceState started = states.save(state.with(attempt.started()));
        return started(attempt) ? judged(started) : failed(started, TRIAL_BOOT_FAILED, "the new slot does not run");
    }

    private boolean started(Attempt attempt) {
        try {
            if (installer.running() != attempt.slot()) {
                installer.boot();
            }
            boolean started = installer.running() == attempt.slot();
            if (started) {
                reporter.ok("trial-boot", "slot " + attempt.slot());
            }
            return started;
        } catch (InstallFailedException e) {
            reporter.fail(TRIAL_BOOT_FAILED, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private DeviceState judged(DeviceState state) {
        Attempt attempt = state.current();
        Hook.Answer answer = health.ask(attempt);
        if (!answer.yes()) {
            return failed(state, HEALTH_CHECK_FAILED, answer.detail());
        }
        reporter.ok("health", answer.detail());
        installer.confirm(attempt.slot());
        return confirmed(state);
    }

    private DeviceState confirmed(DeviceState state) {
        reporter.ok(
                "confirm",
                "%s runs in slot %s"
                        .formatted(state.current().release(), state.current().slot()));
        return state.confirmed(receipts.outcome(state, Result.CONFIRMED, ""));
    }

    private DeviceState failed(DeviceState state, String code, String detail) {
        reporter.fail(code, detail);
        return rolledBack(states.save(state.with(state.current().failed(code))));
    }

    private DeviceState rolledBack(DeviceState state) {
        installer.revert();
        reporter.ok("roll-back", "%s runs in slot %s".formatted(state.version(), installer.running()));
        return state.rolledBack(
                receipts.outcome(state, Result.ROLLED_BACK, state.current().failure()));
    }

    /** Owe nothing any more: keep the checkpoint of a confirmed release, queue the receipt, forget the attempt. */
    DeviceState settle(DeviceState decided) {
        Outcome outcome = decided.outcome().orElseThrow(() -> new IllegalStateException("nothing decided"));
        if (decided.phase() == Phase.CONFIRMED
                && !decided.current().checkpoint().isEmpty()) {
            storage.write(CHECKPOINT, Notes.bytes(decided.current().checkpoint()));
        }
        receipts.queue(outcome);
        DeviceState idle = states.save(decided.idle(Event.RECEIPT_QUEUED));
        discardDownloads();
        return idle;
    }

    /** Give up an update whose refusal the server knows already. */
    DeviceState drop(DeviceState state) {
        DeviceState idle = states.save(state.idle(Event.REFUSED_AGAIN));
        discardDownloads();
        return idle;
    }

    /** Remove payloads that no update needs. */
    void discardDownloads() {
        storage.list("download").forEach(name -> storage.delete("download/" + name));
        storage.delete(BootBundle.NEXT);
    }
}
