package io.suture.cli.witness;

import io.suture.cli.keys.KeyLocation;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.log.LogPolicy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration of a witness, schema {@code urn:suture:witness-config:v1}.
 *
 * @param name the witness's name, that of its keys
 * @param keys where its private keys are, as written
 * @param logs origin to the keys that must have signed
 */
record WitnessConfig(String name, List<String> keys, Map<String, LogPolicy> logs) {

    static final String SCHEMA = "urn:suture:witness-config:v1";

    /** Most logs of one witness. */
    static final int MAX_LOGS = 1024;

    WitnessConfig {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || logs.size() > MAX_LOGS) {
            throw new MalformedDocumentException("keys", "a key and at most " + MAX_LOGS + " logs are expected");
        }
    }

    static WitnessConfig read(Path file) {
        try {
            return parse(LocalFiles.read(file, LocalFiles.DOCUMENT));
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(file + ": " + e.getMessage());
        }
    }

    /** Return where the keys are; relative paths start at the folder of the configuration. */
    List<KeyLocation> locations(Path file) {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent() == null ? absolute : absolute.getParent();
        return keys.stream().map(key -> KeyLocation.of(key, folder)).toList();
    }

    byte[] toJson() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("name", name)
                .putStrings("keys", keys)
                .putAll("logs", logs.values().stream().map(WitnessConfig::log).toList())
                .build());
    }

    private static WitnessConfig parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes);
        if (!json.string("schema").equals(SCHEMA)) {
            throw new MalformedDocumentException("schema", SCHEMA + " is expected");
        }
        Map<String, LogPolicy> logs = new LinkedHashMap<>();
        for (JsonObject log : json.objects("logs")) {
            LogPolicy policy = new LogPolicy(1, log.string("origin"), log.strings("keys"));
            if (logs.put(policy.origin(), policy) != null) {
                throw new MalformedDocumentException("logs", policy.origin() + " is there twice");
            }
        }
        return new WitnessConfig(json.string("name"), json.strings("keys"), logs);
    }

    private static JsonObject log(LogPolicy policy) {
        return JsonObject.builder()
                .put("origin", policy.origin())
                .putStrings("keys", policy.vkeys())
                .build();
    }
}
