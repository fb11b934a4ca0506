package io.suture.device.agent;

import io.suture.device.install.Image;
import io.suture.device.install.SlotInstaller;
import io.suture.device.install.SlotRecord;
import io.suture.device.state.DeviceConfig;
import io.suture.device.state.DeviceState;
import io.suture.device.state.Slot;
import io.suture.device.state.StateDamagedException;
import io.suture.device.state.StateStore;
import io.suture.device.state.Storage;
import io.suture.device.transport.HttpMetadataSource;
import io.suture.device.transport.Transport;
import io.suture.device.transport.TransportException;
import io.suture.trust.breakglass.BreakGlassPolicy;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.tuf.MemoryMetadataStore;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.util.Optional;

/**
 * Rule 10 of the device: before a slot is started, everything but the growth of the log and the time is verified again, with
 * the poll's own code, from what is stored. Reads only; what to do about a refusal is for whoever started it.
 */
public final class BootCheck {

    private final Storage storage;
    private final DeviceConfig config;
    private final Reporter reporter;

    /** Creates the check of a device. */
    public BootCheck(Storage storage, DeviceConfig config, Reporter reporter) {
        this.storage = storage;
        this.config = config;
        this.reporter = reporter;
    }

    /** What the boot loader is told. */
    public enum Verdict {
        /** The slot holds a release that the device verified, and it still verifies. */
        VERIFIED,
        /** It does not: start the other slot. */
        REFUSED,
        /** The slot holds the image the device was delivered with, for which there is no evidence. */
        NOTHING_TO_CHECK
    }

    /** Return whether a slot may be started; every refusal is reported, none is thrown. */
    public Verdict check(Slot slot) {
        try {
            return AssignmentVerifier.refusing(() -> verdict(slot));
        } catch (RefusedException e) {
            return refuse(e.refusal());
        } catch (MalformedDocumentException | TransportException e) {
            return refuse(new Refusal.Boot(Refusal.Boot.Problem.BUNDLE_DAMAGED, String.valueOf(e.getMessage())));
        }
    }

    private Verdict refuse(Refusal refusal) {
        reporter.fail(refusal.code(), refusal.explain());
        return Verdict.REFUSED;
    }

    private Verdict verdict(Slot slot) {
        SlotRecord held = SlotRecord.read(storage, slot)
                .orElseThrow(() -> refused(Refusal.Boot.Problem.SLOT_DAMAGED, "slot " + slot + " has no sound record"));
        requireNotOlder(slot, held);
        if (held.manifest().isEmpty()) {
            reporter.ok("factory-image", "slot " + slot + ", " + held.version() + ": no evidence of it is stored");
            return Verdict.NOTHING_TO_CHECK;
        }
        VerifiedRelease verified = verified(bundle(slot), slot);
        requireSame(held, verified);
        requireImage(slot);
        reporter.ok("boot", "%s in slot %s".formatted(verified.manifest().id(), slot));
        return Verdict.VERIFIED;
    }

    /** Neither the factory image nor an older release with sound evidence of its own may come back into the active slot. */
    private void requireNotOlder(Slot slot, SlotRecord held) {
        state().filter(state -> state.slot() == slot && held.rollbackIndex() < state.rollbackIndex())
                .ifPresent(state -> {
                    throw refused(
                            Refusal.Boot.Problem.OLDER,
                            "rollback index " + held.rollbackIndex() + ", confirmed was " + state.rollbackIndex());
                });
    }

    private Optional<DeviceState> state() {
        try {
            return new StateStore(storage).load();
        } catch (StateDamagedException e) {
            return Optional.empty();
        }
    }

    private BootBundle bundle(Slot slot) {
        String path = BootBundle.path(slot);
        byte[] bytes = storage.read(path)
                .orElseThrow(() -> refused(Refusal.Boot.Problem.BUNDLE_MISSING, path + " is missing"));
        try {
            return BootBundle.parse(bytes);
        } catch (MalformedDocumentException | IllegalArgumentException e) {
            throw refused(Refusal.Boot.Problem.BUNDLE_DAMAGED, path + ": " + e.getMessage());
        }
    }

    private VerifiedRelease verified(BootBundle bundle, Slot slot) {
        Transport stored = new StoredAnswers(bundle.files());
        DeviceServer server = new DeviceServer(stored, config.manufacturer());
        FreshRepository repository = repository(bundle, server, stored);
        return new ReleaseVerifier(config, server, Optional.empty(), reporter)
                .verify(
                        repository,
                        choice(bundle, repository),
                        DeviceState.initial(bundle.fromVersion(), bundle.fromRollbackIndex(), slot),
                        Optional.empty());
    }

    private FreshRepository repository(BootBundle bundle, DeviceServer server, Transport stored) {
        HttpMetadataSource source = new HttpMetadataSource(stored, server.metadata(), server.targets());
        MemoryMetadataStore trusted = new MemoryMetadataStore(InitialRoot.read(storage));
        Updater updater = bundle.carried()
                ? Updater.offline(TufLimits.DEFAULT, bundle.at(), trusted, source)
                : new Updater(TufLimits.DEFAULT, bundle.at(), trusted, source);
        updater.refresh();
        return new FreshRepository(updater, server.targets(), bundle.at());
    }

    private Choice choice(BootBundle bundle, FreshRepository repository) {
        return bundle.authorisation()
                .map(envelope -> authorised(envelope, bundle, repository))
                .orElseGet(() -> Choice.atDevice(bundle.release()));
    }

    private Choice authorised(Envelope envelope, BootBundle bundle, FreshRepository repository) {
        BreakGlassPolicy policy = repository.document(BreakGlassPolicy.PATH, BreakGlassPolicy::parse);
        DeviceIdentity device = new DeviceIdentity(config.manufacturer(), config.device());
        return Choice.authorised(policy.open(envelope, device, bundle.at()), envelope);
    }

    /** The record beside the image says what the image should be; it must be what was signed. */
    private static void requireSame(SlotRecord held, VerifiedRelease verified) {
        SlotRecord signed = SlotRecord.of(new Image(
                verified.manifest().id(),
                verified.manifest().rollbackIndex(),
                verified.manifest().digest(),
                held.checkpoint(),
                verified.payloads()));
        if (!signed.equals(held)) {
            throw refused(
                    Refusal.Boot.Problem.SLOT_DIFFERS,
                    "the slot's record is not that of " + verified.manifest().id());
        }
    }

    private void requireImage(Slot slot) {
        if (config.installer().isPresent()) {
            reporter.ok("image", "left to the installer's own boot check");
        } else if (!new SlotInstaller(storage).complete(slot)) {
            throw refused(
                    Refusal.Boot.Problem.IMAGE_DAMAGED, "a file of slot " + slot + " is not the one that was signed");
        } else {
            reporter.ok("image", "slot " + slot);
        }
    }

    private static RefusedException refused(Refusal.Boot.Problem problem, String detail) {
        return new RefusedException(new Refusal.Boot(problem, detail));
    }
}
