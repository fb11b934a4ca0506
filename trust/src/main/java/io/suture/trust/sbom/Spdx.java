package io.suture.trust.sbom;

import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads SPDX 2.3 JSON. The support of a package stands in its annotations, one comment each of the form
 * {@code fda:softwareLevelOfSupport=actively maintained}; its end may also stand in {@code validUntilDate}.
 */
final class Spdx {

    private static final String DOCUMENT = "SPDXRef-DOCUMENT";
    private static final String ID = "SPDXID";
    private static final Set<String> NOTHING = Set.of("NOASSERTION", "NONE");

    private final Inventory inventory = new Inventory();
    private final Set<String> products = new HashSet<>();

    private Spdx() {}

    static Sbom read(JsonObject json) {
        String version = SbomFormat.SPDX.requireSupported(json.string("spdxVersion"));
        if (!json.string(ID).equals(DOCUMENT)) {
            throw new MalformedDocumentException(ID, DOCUMENT + " is expected");
        }
        return new Spdx().read(json, version);
    }

    private Sbom read(JsonObject json, String version) {
        JsonObject creation = json.object("creationInfo");
        List<JsonObject> relationships = objects(json, "relationships");
        describes(json, relationships);
        each(json, "packages", this::part);
        each(json, "files", this::file);
        return new Sbom(
                SbomFormat.SPDX,
                version,
                creation.findArray("creators").filter(list -> list.size() > 0).isPresent(),
                creation.findString("created").isPresent(),
                relationships.stream().anyMatch(relationship -> !isDescription(relationship)),
                inventory.components(),
                inventory.digests());
    }

    /** What the document describes is the product. */
    private void describes(JsonObject json, List<JsonObject> relationships) {
        if (json.has("documentDescribes")) {
            products.addAll(json.strings("documentDescribes"));
        }
        relationships.stream()
                .filter(Spdx::isDescription)
                .flatMap(relationship ->
                        Stream.of(relationship.string("relatedSpdxElement"), relationship.string("spdxElementId")))
                .filter(id -> !id.equals(DOCUMENT))
                .forEach(products::add);
    }

    private static boolean isDescription(JsonObject relationship) {
        String type = relationship.string("relationshipType");
        return type.equals("DESCRIBES") || type.equals("DESCRIBED_BY");
    }

    private boolean part(JsonObject json) {
        element(json);
        String name = json.string("name");
        if (!products.contains(json.string(ID))) {
            inventory.component(new SbomComponent(
                    name,
                    json.findString("versionInfo").orElse(""),
                    json.findString("supplier")
                            .filter(said -> !NOTHING.contains(said))
                            .orElse(""),
                    json.findArray("externalRefs")
                            .filter(refs -> refs.size() > 0)
                            .isPresent(),
                    support(json)));
        }
        return true;
    }

    private boolean file(JsonObject json) {
        element(json);
        return true;
    }

    private void element(JsonObject json) {
        inventory.element(json, ID);
        inventory.digests(json, "checksums", "SHA256", "algorithm", "checksumValue");
    }

    private static Support support(JsonObject json) {
        List<String> comments = objects(json, "annotations").stream()
                .flatMap(annotation -> annotation.findString("comment").stream())
                .toList();
        return new Support(
                said(comments, Support.LEVEL), said(comments, Support.END).or(() -> json.findString("validUntilDate")));
    }

    private static Optional<String> said(List<String> comments, String name) {
        String prefix = name + "=";
        return comments.stream()
                .filter(comment -> comment.startsWith(prefix))
                .map(comment -> comment.substring(prefix.length()).strip())
                .findFirst();
    }

    private static void each(JsonObject json, String member, java.util.function.Predicate<JsonObject> reader) {
        if (json.has(member)) {
            json.readEach(member, reader::test);
        }
    }

    private static List<JsonObject> objects(JsonObject json, String member) {
        return json.findArray(member).map(JsonArray::objects).orElse(List.of());
    }
}
