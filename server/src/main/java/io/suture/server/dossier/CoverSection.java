package io.suture.server.dossier;

import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Manifest;

/** Section 1: what this is about, as of when, and who asked. */
final class CoverSection {

    private CoverSection() {}

    static Section of(DossierRecord record) {
        Subject subject = record.subject();
        JsonObject.Builder content = JsonObject.builder()
                .put("release", subject.id().toString())
                .put("manufacturer", record.manufacturer().name() + " (" + subject.manufacturer() + ")")
                .put("model", record.product().name() + " (" + subject.id().product() + ")")
                .put("stateAtExport", subject.release().state().code())
                .put("draftedBy", subject.release().createdBy())
                .put("draftedAt", subject.release().createdAt());
        subject.manifest().ifPresent(manifest -> describe(content, manifest));
        content.putAll(
                "filesUploaded",
                subject.release().files().stream()
                        .map(file -> artifact(
                                file.name(), file.length(), file.digest().toString()))
                        .toList());
        content.put("export", export(record));
        return new Section("1", "cover", "Cover", "21 CFR 11.10(b)", content.build());
    }

    private static void describe(JsonObject.Builder content, Manifest manifest) {
        content.put("manifestDigest", manifest.digest().toString())
                .put("kind", manifest.kind().json())
                .put("rollbackIndex", manifest.rollbackIndex())
                .putStrings("udiDi", manifest.compatibility().udiDi())
                .putStrings("hardwareRevisions", manifest.compatibility().hardwareRevisions())
                .putStrings("fromVersions", manifest.compatibility().fromVersions())
                .put("toVersion", manifest.id().version())
                .putAll(
                        "payloads",
                        manifest.payloads().stream().map(CoverSection::artifact).toList())
                .put("billOfMaterials", artifact(manifest.sbom()));
    }

    private static JsonObject artifact(Artifact artifact) {
        return artifact(artifact.name(), artifact.length(), artifact.digest().toString());
    }

    private static JsonObject artifact(String name, long length, String digest) {
        return JsonObject.builder()
                .put("name", name)
                .put("bytes", length)
                .put("digest", digest)
                .build();
    }

    private static JsonObject export(DossierRecord record) {
        Subject subject = record.subject();
        return JsonObject.builder()
                .put(
                        "askedBy",
                        subject.actor().printedName() + " (" + subject.actor().id() + ")")
                .put("at", subject.at())
                .put("logSize", subject.size())
                .put("generator", Generator.NAME)
                .put(
                        "note",
                        "Suture provides technical controls. Whether a firm's procedures satisfy a regulation is for the"
                                + " firm to show.")
                .build();
    }
}
