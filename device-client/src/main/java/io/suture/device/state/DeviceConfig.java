package io.suture.device.state;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code device.json}: who the device is, where its server is and how it touches the running system. Set at enrolment.
 *
 * @param safeState asks whether the device may be restarted now; exit 0 means yes
 * @param healthCheck decides after a trial boot; exit 0 means healthy
 * @param installer replaces the built-in two directories
 */
public record DeviceConfig(
        String manufacturer,
        String device,
        String product,
        String udiDi,
        String hardware,
        URI deviceUrl,
        Optional<String> safeState,
        Optional<String> healthCheck,
        Optional<String> installer) {

    /** Where it is stored. */
    public static final String FILE = "device.json";

    private static final String SCHEMA = "urn:suture:device-configuration:v1";

    /** Return the stored configuration, or throw {@link StateDamagedException}. */
    public static DeviceConfig load(Storage storage) {
        byte[] bytes = storage.read(FILE).orElseThrow(() -> new StateDamagedException(FILE, "missing: enrol first"));
        return StateDamagedException.reading(FILE, () -> parse(Json.parseObject(bytes)));
    }

    /** Store the configuration. */
    public void save(Storage storage) {
        storage.write(FILE, Json.pretty(toJson()).getBytes(StandardCharsets.UTF_8));
    }

    /** Return this configuration with another server. */
    public DeviceConfig at(URI server) {
        return new DeviceConfig(
                manufacturer, device, product, udiDi, hardware, server, safeState, healthCheck, installer);
    }

    private JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("schema", SCHEMA)
                .put("manufacturer", manufacturer)
                .put("device", device)
                .put("product", product)
                .put("udiDi", udiDi)
                .put("hardware", hardware)
                .put("deviceUrl", deviceUrl.toString());
        safeState.ifPresent(command -> json.put("safeState", command));
        healthCheck.ifPresent(command -> json.put("healthCheck", command));
        installer.ifPresent(command -> json.put("installer", command));
        return json.build();
    }

    private static DeviceConfig parse(JsonObject json) {
        return new DeviceConfig(
                json.string("manufacturer"),
                json.string("device"),
                json.string("product"),
                json.string("udiDi"),
                json.string("hardware"),
                URI.create(json.string("deviceUrl")),
                json.findString("safeState"),
                json.findString("healthCheck"),
                json.findString("installer"));
    }
}
