package io.suture.cli.ceremony;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The record of all ceremonies of a folder: {@code ceremony-record.json} in canonical form, and the same as Markdown to
 * be printed and signed by those present. A step is appended each time; earlier ones stay as they are.
 *
 * @param manufacturer whose root of trust it is
 * @param owners who holds which key, by key id
 * @param steps what was done, in order
 */
record CeremonyRecord(String manufacturer, Map<String, String> owners, List<JsonObject> steps) {

    static final String FILE = "ceremony-record.md";
    static final String JSON = "ceremony-record.json";
    private static final String SCHEMA = "urn:suture:ceremony-record:v1";

    /** Return the record of a folder; empty if there is none yet. */
    static CeremonyRecord of(Path folder, String manufacturer) {
        return Files.exists(folder.resolve(JSON))
                ? read(folder)
                : new CeremonyRecord(manufacturer, Map.of(), List.of());
    }

    static CeremonyRecord read(Path folder) {
        try {
            JsonObject json = Json.parseObject(LocalFiles.read(folder.resolve(JSON), LocalFiles.DOCUMENT));
            if (!json.string("schema").equals(SCHEMA)) {
                throw new MalformedDocumentException("schema", SCHEMA + " is expected");
            }
            return new CeremonyRecord(
                    json.string("manufacturer"), Encoded.strings(json.object("owners")), json.objects("steps"));
        } catch (MalformedDocumentException e) {
            throw CommandFailure.refused("record-malformed", folder.resolve(JSON) + ": " + e.getMessage());
        }
    }

    CeremonyRecord append(Map<String, String> more, JsonObject step) {
        Map<String, String> all = new TreeMap<>(owners);
        all.putAll(more);
        List<JsonObject> appended = new ArrayList<>(steps);
        appended.add(step);
        return new CeremonyRecord(manufacturer, all, appended);
    }

    void write(Path folder) {
        LocalFiles.write(folder.resolve(JSON), toJson());
        LocalFiles.write(folder.resolve(FILE), markdown());
    }

    /** Refuses a record that does not describe the folder's files, or whose two forms differ. */
    void verify(Path folder, OfflineMetadata offline) {
        JsonObject last = steps.isEmpty() ? JsonObject.EMPTY : steps.getLast();
        require(last.findObject("files").equals(Optional.of(RecordStep.files(offline))), "it is not about these files");
        for (FileState state : offline.states()) {
            require(described(state), "it does not describe " + state.name() + " as it is");
            Set<String> signed = new TreeSet<>();
            state.signedBy().forEach(key -> signed.add(key.value()));
            require(signed.equals(recordedSigners(state.name())), "it names other signers of " + state.name());
        }
        byte[] printed = LocalFiles.read(folder.resolve(FILE), LocalFiles.DOCUMENT);
        require(Arrays.equals(printed, markdown()), FILE + " is not what " + JSON + " says");
    }

    private boolean described(FileState state) {
        JsonObject expected = RecordStep.describe(state);
        return entries("made").anyMatch(expected::equals);
    }

    private Set<String> recordedSigners(String file) {
        return entries("signatures")
                .filter(signature -> signature.string("file").equals(file))
                .map(signature -> signature.string("keyid"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<JsonObject> entries(String member) {
        return steps.stream().flatMap(step -> step.objects(member).stream());
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw CommandFailure.refused("record-differs", "the ceremony record does not fit: " + problem);
        }
    }

    private byte[] toJson() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("manufacturer", manufacturer)
                .put("owners", Encoded.strings(owners))
                .putAll("steps", steps)
                .build());
    }

    private byte[] markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Root of trust of manufacturer " + manufacturer + ": ceremony record");
        lines.add("");
        lines.add("Digest of `" + JSON + "`: " + Digest.of(toJson()));
        steps.forEach(step -> lines.addAll(RecordPage.of(step, owners)));
        return String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8);
    }
}
