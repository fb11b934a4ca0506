package io.suture.device.agent;

import io.suture.device.state.Attempt;
import io.suture.device.state.DeviceConfig;
import io.suture.device.state.DeviceState;
import io.suture.device.state.ReceiptQueue;
import io.suture.device.state.StateDamagedException;
import io.suture.device.state.StateStore;
import io.suture.device.state.Storage;
import io.suture.trust.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the state directory says, for people and monitoring. */
public record DeviceStatus(DeviceConfig config, DeviceState state, Optional<Long> checkpointSize, int receiptsWaiting) {

    /** Read the directory, changing nothing. */
    public static DeviceStatus read(Storage storage) {
        DeviceConfig config = DeviceConfig.load(storage);
        DeviceState state = new StateStore(storage)
                .load()
                .orElseThrow(() -> new StateDamagedException(StateStore.FILE, "damaged; the next poll rebuilds it"));
        return new DeviceStatus(
                config,
                state,
                Notes.stored(storage, state.slot())
                        .map(note -> note.checkpoint().size()),
                new ReceiptQueue(storage).waiting().size());
    }

    /** Return the facts in order, for people. */
    public Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("device", config.manufacturer() + "/" + config.device());
        lines.put("product", config.product() + " " + config.hardware());
        lines.put("version", state.version());
        lines.put("rollback index", Long.toString(state.rollbackIndex()));
        lines.put("slot", state.slot().toString());
        lines.put("phase", phase());
        lines.put("log size", checkpointSize.map(String::valueOf).orElse("none seen"));
        lines.put("receipts", receiptsWaiting + " waiting");
        lines.put("server", config.deviceUrl().toString());
        return lines;
    }

    private String phase() {
        return state.phase()
                + state.attempt()
                        .map(Attempt::release)
                        .map(release -> " " + release)
                        .orElse("");
    }

    /** Return the facts for programs. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("manufacturer", config.manufacturer())
                .put("device", config.device())
                .put("product", config.product())
                .put("hardware", config.hardware())
                .put("udiDi", config.udiDi())
                .put("version", state.version())
                .put("rollbackIndex", state.rollbackIndex())
                .put("slot", state.slot().toString())
                .put("phase", state.phase().name());
        state.attempt()
                .ifPresent(attempt -> json.put("release", attempt.release().toString()));
        checkpointSize.ifPresent(size -> json.put("checkpointSize", size));
        return json.put("receiptsWaiting", receiptsWaiting)
                .put("deviceUrl", config.deviceUrl().toString())
                .build();
    }
}
