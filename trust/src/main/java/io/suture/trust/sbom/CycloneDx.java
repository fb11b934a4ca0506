package io.suture.trust.sbom;

import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads CycloneDX JSON. Members that Suture asks nothing of are not looked at. */
final class CycloneDx {

    private static final String NAME = "CycloneDX";

    private final Inventory inventory = new Inventory();

    private CycloneDx() {}

    static Sbom read(JsonObject json) {
        if (!json.string("bomFormat").equals(NAME)) {
            throw new MalformedDocumentException("bomFormat", NAME + " is expected");
        }
        String version = SbomFormat.CYCLONEDX.requireSupported(json.string("specVersion"));
        return new CycloneDx().read(json, version);
    }

    private Sbom read(JsonObject json, String version) {
        JsonObject metadata = json.findObject("metadata").orElse(JsonObject.EMPTY);
        metadata.findObject("component").ifPresent(product -> metadata.read("component", this::product));
        nested(json, 1);
        return new Sbom(
                SbomFormat.CYCLONEDX,
                version,
                Stream.of("authors", "manufacturer", "manufacture", "supplier").anyMatch(metadata::has),
                metadata.findString("timestamp").isPresent(),
                json.findArray("dependencies").filter(list -> list.size() > 0).isPresent(),
                inventory.components(),
                inventory.digests());
    }

    private boolean product(JsonObject json) {
        element(json);
        nested(json, 1);
        return true;
    }

    private void nested(JsonObject json, int depth) {
        if (json.has("components")) {
            if (depth > SbomLimits.NESTING) {
                throw new MalformedDocumentException("components", "nests deeper than " + SbomLimits.NESTING);
            }
            json.readEach("components", component -> component(component, depth));
        }
    }

    private boolean component(JsonObject json, int depth) {
        element(json);
        inventory.component(new SbomComponent(
                json.string("name"),
                json.findString("version").orElse(""),
                supplier(json),
                Stream.of("purl", "cpe", "swid").anyMatch(json::has),
                support(json)));
        nested(json, depth + 1);
        return true;
    }

    private void element(JsonObject json) {
        inventory.element(json, "bom-ref");
        inventory.digests(json, "hashes", "SHA-256", "alg", "content");
    }

    private static String supplier(JsonObject json) {
        return Stream.of("supplier", "manufacturer")
                .flatMap(member -> json.findObject(member).stream())
                .flatMap(organisation -> organisation.findString("name").stream())
                .findFirst()
                .or(() -> json.findString("publisher"))
                .orElse("");
    }

    private static Support support(JsonObject json) {
        List<JsonObject> properties =
                json.findArray("properties").map(JsonArray::objects).orElse(List.of());
        return new Support(property(properties, Support.LEVEL), property(properties, Support.END));
    }

    private static Optional<String> property(List<JsonObject> properties, String name) {
        return properties.stream()
                .filter(property ->
                        property.findString("name").filter(name::equals).isPresent())
                .flatMap(property -> property.findString("value").stream())
                .findFirst();
    }
}
