package io.suture.device.agent;

import io.suture.device.install.InstallFailedException;
import io.suture.device.install.Installer;
import io.suture.device.install.SlotRecord;
import io.suture.device.state.Attempt;
import io.suture.device.state.DeviceState;
import io.suture.device.state.Phase;
import io.suture.device.state.Slot;
import io.suture.device.state.StateDamagedException;
import io.suture.device.state.StateStore;
import io.suture.device.state.Storage;
import io.suture.device.transport.TransportException;
import io.suture.trust.attest.InstallationReceipt.Result;
import io.suture.trust.breakglass.Authorisation;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.release.ReleaseId;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** One update cycle: finish what is under way, otherwise ask, check, install and report. */
public final class UpdateAgent {

    private final Storage storage;
    private final StateStore states;
    private final Installer installer;
    private final Director director;
    private final IdentityCheck identity;
    private final AssignmentVerifier verifier;
    private final ReleaseVerifier releases;
    private final Authorisations authorisations;
    private final UpdateMachine machine;
    private final Receipts receipts;
    private final Reporter reporter;

    UpdateAgent(
            Storage storage,
            Installer installer,
            Director director,
            IdentityCheck identity,
            AssignmentVerifier verifier,
            ReleaseVerifier releases,
            Authorisations authorisations,
            UpdateMachine machine,
            Receipts receipts,
            Reporter reporter) {
        this.storage = storage;
        this.states = new StateStore(storage);
        this.installer = installer;
        this.director = director;
        this.identity = identity;
        this.verifier = verifier;
        this.releases = releases;
        this.authorisations = authorisations;
        this.machine = machine;
        this.receipts = receipts;
        this.reporter = reporter;
    }

    /**
     * How a cycle ended.
     *
     * @param good installed, or nothing to do
     * @param next when the server wants to be asked again
     */
    public record Cycle(boolean good, Optional<Duration> next) {}

    /** Run one cycle and deliver its receipt. Every refusal is reported, none is thrown; only a damaged state directory is. */
    public Cycle poll() {
        return run(this::asked, receipts::flush);
    }

    /**
     * Install a release that a person at the device chose, with every check that an assigned one passes. For an agent that
     * reads a carried repository; its receipt waits for the next poll.
     */
    public Cycle install(ReleaseId release) {
        return run(state -> chosen(state, Choice.atDevice(release)), () -> {});
    }

    /**
     * Install what two break-glass people allow this device, once: every check passes but those they lift.
     *
     * @param authorisation the signed {@link Authorisation}, which names a release
     */
    public Cycle breakGlass(Envelope authorisation) {
        return run(state -> authorised(state, authorisation), receipts::flush);
    }

    /** What to do when no update is under way. */
    private interface Idle {
        Cycle act(DeviceState state);
    }

    private Cycle run(Idle idle, Runnable afterwards) {
        try {
            Cycle done = guarded(idle);
            afterwards.run();
            return done;
        } catch (TransportException e) {
            return failed(new Refusal.ServerUnreachable(e), e.retryAfter());
        } catch (UncheckedIOException e) {
            reporter.fail("storage-failed", String.valueOf(e.getMessage()));
            return new Cycle(false, Optional.empty());
        }
    }

    private Cycle guarded(Idle idle) {
        try {
            return cycle(recover(), idle);
        } catch (RefusedException e) {
            return failed(e.refusal(), Optional.empty());
        } catch (InstallFailedException e) {
            return failed(new Refusal.InstallFailed(e.step(), String.valueOf(e.getMessage())), Optional.empty());
        }
    }

    private Cycle failed(Refusal refusal, Optional<Duration> next) {
        reporter.fail(refusal.code(), refusal.explain());
        return new Cycle(false, next);
    }

    /** Deliver waiting receipts, first the one of an update that is already decided; return whether none is left. */
    public boolean flush() {
        DeviceState state = recover();
        if (state.phase().decided()) {
            machine.settle(state);
        }
        return receipts.flush();
    }

    /** Forget which releases failed, so that they are tried again, and believe a log again that showed two faces. */
    public void forget() {
        Notes.setEvidenceAside(storage);
        states.save(recover().forgetting());
    }

    private Cycle cycle(DeviceState state, Idle idle) {
        if (state.phase() != Phase.IDLE) {
            return resume(state);
        }
        machine.discardDownloads();
        identity.certificate();
        return idle.act(state);
    }

    private Cycle chosen(DeviceState state, Choice choice) {
        if (verifier.isRunning(choice.release(), state)) {
            reporter.ok("choice", choice.release() + " already runs");
            return new Cycle(true, Optional.empty());
        }
        try {
            return new Cycle(
                    update(state, verifier.verify(choice, state, Notes.stored(storage, state.slot()))),
                    Optional.empty());
        } catch (RefusedException e) {
            refuse(state, choice.release(), releases.seen(), e.refusal());
            throw e;
        }
    }

    private Cycle authorised(DeviceState state, Envelope envelope) {
        try {
            VerifiedRelease verified = verifier.verify(envelope, state, Notes.stored(storage, state.slot()));
            authorisations.use(envelope);
            return new Cycle(update(state, verified), Optional.empty());
        } catch (RefusedException e) {
            ReleaseId claimed = Authorisation.releaseClaimedBy(envelope);
            refuse(state, claimed, releases.seen().shown(envelope), e.refusal());
            throw e;
        }
    }

    private Cycle asked(DeviceState state) {
        AssignmentVerifier.Verified verified = verified(state, director.ask());
        Optional<Duration> next = Optional.of(verified.assignment().pollAfter());
        return verified.release()
                .map(release -> new Cycle(update(state, release), next))
                .orElseGet(() -> new Cycle(true, next));
    }

    private Cycle resume(DeviceState state) {
        reporter.ok("resume", state.phase().name());
        if (state.phase() == Phase.VERIFIED || state.phase() == Phase.DOWNLOADED) {
            Optional<Refusal> withdrawn = withdrawn(state.current());
            if (withdrawn.isPresent()) {
                giveUp(state, withdrawn.get());
                return failed(withdrawn.get(), Optional.empty());
            }
        }
        return new Cycle(finish(state), Optional.empty());
    }

    /**
     * Return the refusal if the server can be asked and offers something else; without an answer the update goes on. Its
     * assignment was verified before it began, so going on needs no proof, and giving up none either: whoever could forge
     * the answer could hold the payload back as well.
     */
    private Optional<Refusal> withdrawn(Attempt attempt) {
        AssignedRelease verified = new AssignedRelease(attempt.release(), attempt.manifest());
        try {
            boolean offered = director.ask().claimed().release().equals(Optional.of(verified));
            return offered ? Optional.empty() : Optional.of(new Refusal.Superseded(attempt.release()));
        } catch (TransportException | RefusedException noAnswer) {
            return Optional.empty();
        }
    }

    private AssignmentVerifier.Verified verified(DeviceState state, Director.Answer answer) {
        try {
            return verifier.verify(answer, state, Notes.stored(storage, state.slot()));
        } catch (RefusedException e) {
            answer.claimed().release().ifPresent(release -> refuse(state, release.id(), releases.seen(), e.refusal()));
            throw e;
        }
    }

    private boolean update(DeviceState state, VerifiedRelease verified) {
        Slot target = installer.active().other();
        return finish(states.save(state.verified(verified.attempt(receipts.newAttempt(), target), verified.policy())));
    }

    private void refuse(DeviceState state, ReleaseId release, ReleaseVerifier.Seen seen, Refusal refusal) {
        if (refusal.reportable() && !state.hasReported(release.toString(), refusal.code())) {
            machine.settle(states.save(state.refused(receipts.refusal(state, release, seen, refusal.code()))));
        }
    }

    private boolean finish(DeviceState state) {
        DeviceState decided = decide(state);
        machine.settle(decided);
        return decided.phase() == Phase.CONFIRMED;
    }

    private DeviceState decide(DeviceState state) {
        try {
            return machine.decide(state);
        } catch (RefusedException e) {
            if (e.refusal().reportable()) {
                giveUp(states.load().orElse(state), e.refusal());
            }
            throw e;
        }
    }

    private void giveUp(DeviceState state, Refusal refusal) {
        if (state.hasReported(state.current().release().toString(), refusal.code())) {
            machine.drop(state);
        } else {
            machine.settle(states.save(state.refused(receipts.outcome(state, Result.REFUSED, refusal.code()))));
        }
    }

    /** Return the stored state; without one, what the active slot says about itself, and no trial. */
    private DeviceState recover() {
        return states.load().orElseGet(this::rebuild);
    }

    private DeviceState rebuild() {
        Slot active = installer.active();
        SlotRecord running = SlotRecord.read(storage, active)
                .orElseThrow(() -> new StateDamagedException(StateStore.FILE, "damaged, and slot " + active + " too"));
        installer.revert();
        reporter.fail("state-damaged", "state.json rebuilt from slot " + active);
        return states.save(DeviceState.initial(running.version(), running.rollbackIndex(), active));
    }
}
