package io.suture.server.dossier;

import io.suture.trust.attest.Authorship;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Section 6: what changed since the release before. */
final class ChangeSection {

    private ChangeSection() {}

    static Section of(DossierRecord record) {
        JsonObject.Builder content = JsonObject.builder()
                .putAll(
                        "authorship",
                        record.exhibits(Authorship.TYPE).stream()
                                .map(Exhibit::toJson)
                                .toList())
                .put(
                        "previousRelease",
                        record.previous()
                                .map(previous -> previous.manifest().id() + ", "
                                        + previous.manifest().digest())
                                .orElse("no release of this product was published before"));
        record.subject()
                .manifest()
                .ifPresent(manifest ->
                        record.previous().ifPresent(previous -> compare(content, record, manifest, previous)));
        content.putStrings(
                Section.NOT_RECORDED,
                List.of(
                        "the change request, unless the author's statement names it",
                        "the IEC 62304 safety class",
                        "provenance of source and build, unless a statement of evidence carries it"));
        return new Section("6", "change", "Change description", "ISO 13485 7.3.9, IEC 62304 8.2", content.build());
    }

    private static void compare(
            JsonObject.Builder content, DossierRecord record, Manifest manifest, DossierRecord.Previous previous) {
        content.putAll("manifestChanges", differences(previous.manifest(), manifest));
        Optional<List<JsonObject>> components = previous.sbom()
                .flatMap(older -> record.file(
                                record.subject().folder() + manifest.sbom().name())
                        .flatMap(newer -> SbomDiff.between(older, newer)));
        components.ifPresentOrElse(
                changes -> content.putAll("componentChanges", changes),
                () -> content.put("componentChanges", "the two bills of materials cannot be compared"));
    }

    private static List<JsonObject> differences(Manifest before, Manifest after) {
        List<JsonObject> differences = new ArrayList<>();
        JsonObject old = Json.parseObject(before.toJson());
        JsonObject now = Json.parseObject(after.toJson());
        Set<String> keys = new TreeSet<>(old.keys());
        keys.addAll(now.keys());
        for (String key : keys) {
            if (!old.find(key).equals(now.find(key))) {
                differences.add(JsonObject.builder()
                        .put("member", key)
                        .put("before", old.find(key).map(Text::of).orElse("absent"))
                        .put("after", now.find(key).map(Text::of).orElse("absent"))
                        .build());
            }
        }
        return differences;
    }
}
