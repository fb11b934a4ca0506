package io.suture.device.agent;

import io.suture.device.install.SlotRecord;
import io.suture.device.state.Slot;
import io.suture.device.state.Storage;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogFork;
import io.suture.trust.log.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The log checkpoint of the version that runs; a second copy lies with the image itself. */
final class Notes {

    private static final String FORK = "log/fork";
    private static final String SEPARATOR = "\n--------\n\n";

    private Notes() {}

    /** A note and the checkpoint it states. */
    record Stored(String note, Checkpoint checkpoint) {}

    static byte[] bytes(String note) {
        return note.getBytes(StandardCharsets.UTF_8);
    }

    /** Return the newest checkpoint trusted so far; it was verified before it was stored. */
    static Optional<Stored> stored(Storage storage, Slot active) {
        return storage.read(UpdateMachine.CHECKPOINT)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .flatMap(Notes::parse)
                .or(() -> SlotRecord.read(storage, active)
                        .map(SlotRecord::checkpoint)
                        .flatMap(Notes::parse));
    }

    private static Optional<Stored> parse(String note) {
        try {
            return Optional.of(
                    new Stored(note, Checkpoint.parse(SignedNote.parse(note).unverifiedText())));
        } catch (LogException damaged) {
            return Optional.empty();
        }
    }

    /** Keep two checkpoints that were not shown to be of one log; a proof of two faces is not replaced by less. */
    static void keepEvidence(Storage storage, String stored, LogFork fork, String offered) {
        if (fork.proven() || provenFork(storage).isEmpty()) {
            storage.write(FORK, bytes(stored + SEPARATOR + offered));
        }
    }

    /** Return the proof that the log showed this device two roots for one size, if it was ever given. */
    static Optional<LogFork> provenFork(Storage storage) {
        return storage.read(FORK)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).split(SEPARATOR, 2))
                .filter(notes -> notes.length == 2)
                .flatMap(notes -> parse(notes[0]).flatMap(one -> parse(notes[1]).flatMap(other -> fork(one, other))));
    }

    /** Keep the evidence, but believe the log again: what a person at the device decides. */
    static void setEvidenceAside(Storage storage) {
        if (storage.read(FORK).isPresent()) {
            storage.rename(FORK, FORK + ".set-aside");
        }
    }

    private static Optional<LogFork> fork(Stored one, Stored other) {
        Checkpoint first = one.checkpoint();
        Checkpoint second = other.checkpoint();
        boolean proven = first.origin().equals(second.origin())
                && first.size() == second.size()
                && !first.root().equals(second.root());
        return proven ? Optional.of(new LogFork(first, second, true, "seen before")) : Optional.empty();
    }
}
