package io.suture.device.state;

import io.suture.trust.json.MalformedDocumentException;
import java.util.Optional;

/** Keeps {@link DeviceState}. */
public final class StateStore {

    /** Where it is stored. */
    public static final String FILE = "state.json";

    private final Storage storage;

    public StateStore(Storage storage) {
        this.storage = storage;
    }

    /** Return the stored state, empty if it is missing or damaged. */
    public Optional<DeviceState> load() {
        try {
            return storage.read(FILE).map(DeviceState::parse);
        } catch (MalformedDocumentException damaged) {
            return Optional.empty();
        }
    }

    /** Store a state and return it. */
    public DeviceState save(DeviceState state) {
        storage.write(FILE, state.toJson());
        return state;
    }
}
