package io.suture.device.install;

import io.suture.device.state.Payload;
import io.suture.device.state.Slot;
import io.suture.device.state.Storage;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.List;
import java.util.Optional;

/**
 * {@code slots/<slot>/slot.json}, written last: its presence says that the slot is complete.
 *
 * @param manifest empty for the image the device left the factory with
 * @param checkpoint the log checkpoint verified with the image, possibly empty
 */
public record SlotRecord(
        String version, long rollbackIndex, Optional<Digest> manifest, String checkpoint, List<File> files) {

    private static final String SCHEMA = "urn:suture:device-slot:v1";

    /** A file of the slot. */
    public record File(String name, long length, Digest digest) {

        private JsonObject toJson() {
            return JsonObject.builder()
                    .put("name", name)
                    .put("length", length)
                    .put("sha256", digest.hex())
                    .build();
        }

        private static File parse(JsonObject json) {
            return new File(json.string("name"), json.integer("length"), Digest.ofHex(json.string("sha256")));
        }
    }

    public SlotRecord {
        files = List.copyOf(files);
    }

    /** Return the record of the image a device was delivered with. */
    public static SlotRecord factory(String version, long rollbackIndex) {
        return new SlotRecord(version, rollbackIndex, Optional.empty(), "", List.of());
    }

    /** Return the record of a downloaded image. */
    public static SlotRecord of(Image image) {
        List<File> files = image.payloads().stream()
                .map(payload -> new File(fileName(payload), payload.length(), payload.digest()))
                .toList();
        return new SlotRecord(
                image.release().version(),
                image.rollbackIndex(),
                Optional.of(image.manifest()),
                image.checkpoint(),
                files);
    }

    /** Return the name of a payload inside a slot: never one that leaves it or hides the record. */
    static String fileName(Payload payload) {
        String name = payload.name();
        boolean plain = name.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}") && !name.endsWith(".new");
        return plain && !"slot.json".equals(name) ? name : payload.digest().hex();
    }

    /** Return the record of a slot, empty if the slot is not complete. */
    public static Optional<SlotRecord> read(Storage storage, Slot slot) {
        try {
            return storage.read(path(slot)).map(Json::parseObject).map(SlotRecord::parse);
        } catch (MalformedDocumentException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /** Declare a slot complete. */
    public void write(Storage storage, Slot slot) {
        storage.write(path(slot), Json.compact(toJson()));
    }

    static String path(Slot slot) {
        return directory(slot) + "/slot.json";
    }

    static String directory(Slot slot) {
        return "slots/" + slot;
    }

    private JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("schema", SCHEMA)
                .put("version", version)
                .put("rollbackIndex", rollbackIndex);
        manifest.ifPresent(digest -> json.put("manifest", digest.toString()));
        return json.put("checkpoint", checkpoint)
                .putAll("files", files.stream().map(File::toJson).toList())
                .build();
    }

    private static SlotRecord parse(JsonObject json) {
        return new SlotRecord(
                json.string("version"),
                json.integer("rollbackIndex"),
                json.findString("manifest").map(Digest::parse),
                json.string("checkpoint"),
                json.readEach("files", File::parse));
    }
}
