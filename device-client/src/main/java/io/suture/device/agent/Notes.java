package io.suture.device.agent;

import io.suture.device.install.SlotRecord;
import io.suture.device.state.Slot;
import io.suture.device.state.Storage;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogException;
import io.suture.trust.log.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The log checkpoint of the version that runs; a second copy lies with the image itself. */
final class Notes {

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

    /** Keep two checkpoints that cannot both be true. */
    static void keepEvidence(Storage storage, String stored, String offered) {
        storage.write("log/fork", bytes(stored + "\n--------\n\n" + offered));
    }
}
