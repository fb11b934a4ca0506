package io.suture.server.dossier;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.timestamp.StatedTimestamp;
import io.suture.trust.log.timestamp.TimestampException;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Section 9: which keys vouch for the release, how many of them are needed, and where it stands in the log. */
final class SigningSection {

    private static final List<String> POLICIES = List.of("release.json", "people.json", "log.json", "director.json");

    private SigningSection() {}

    static Section of(DossierRecord record) {
        JsonObject content = JsonObject.builder()
                .putAll("roles", roles(record))
                .putAll("policiesInForceAtExport", policies(record))
                .putAll("logEntries", entries(record))
                .put("logSizeAtExport", record.subject().size())
                .putAll("timeStamps", stamps(record))
                .putStrings(
                        Section.NOT_RECORDED,
                        List.of(
                                "whether a key is held in hardware: the key ceremony's record says so",
                                "metadata as they were at the time of signing, where they have been renewed since"))
                .build();
        return new Section("9", "signing", "Signing", "IEC 81001-5-1 5.8.4; FDA premarket guidance App. 1.D", content);
    }

    private static List<JsonObject> roles(DossierRecord record) {
        List<JsonObject> roles = new ArrayList<>();
        newest(record, "root").ifPresent(file -> {
            Root root = SignedMetadata.parse("root", file).asRoot();
            new TreeMap<>(root.roles())
                    .forEach((name, keys) -> add(roles, name, keys, "root version " + root.version()));
        });
        newest(record, "targets").ifPresent(file -> {
            Targets targets = SignedMetadata.parse("targets", file).asTargets();
            targets.delegations().roles().stream()
                    .filter(role -> concerns(record, role))
                    .forEach(role -> add(roles, role.name(), role.keys(), "targets version " + targets.version()));
        });
        return roles;
    }

    private static boolean concerns(DossierRecord record, DelegatedRole role) {
        return role.name().equals("policy") || role.covers(record.subject().id().targetPath("manifest.json"));
    }

    /** One row for each key, so that every key is seen with its algorithm. */
    private static void add(List<JsonObject> roles, String name, RoleKeys keys, String namedBy) {
        keys.keys()
                .forEach((id, key) -> roles.add(JsonObject.builder()
                        .put("role", name)
                        .put(
                                "signaturesNeeded",
                                keys.threshold() + " of " + keys.keys().size())
                        .put("keyId", id.value())
                        .put("algorithm", key.algorithm().tufScheme())
                        .put("namedBy", namedBy)
                        .build()));
    }

    /** Return the file of a role; of the root the one with the highest version. */
    private static Optional<byte[]> newest(DossierRecord record, String role) {
        return record.files().keySet().stream()
                .filter(name -> name.matches("metadata/([0-9]+\\.)?" + role + "\\.json"))
                .max((a, b) -> a.length() == b.length() ? a.compareTo(b) : a.length() - b.length())
                .flatMap(record::file);
    }

    private static List<JsonObject> policies(DossierRecord record) {
        List<JsonObject> policies = new ArrayList<>();
        for (String name : POLICIES) {
            record.document("targets/policy/" + name)
                    .ifPresent(policy -> policies.add(JsonObject.builder()
                            .put("policy", name)
                            .put("version", Text.of(policy.get("version")))
                            .put(
                                    "digest",
                                    Digest.of(record.file("targets/policy/" + name)
                                                    .orElseThrow())
                                            .toString())
                            .build()));
        }
        return policies;
    }

    /** What the authority's answers say; the verifier checks them, with roots from elsewhere. */
    private static List<JsonObject> stamps(DossierRecord record) {
        return record.files().entrySet().stream()
                .filter(file -> file.getKey().startsWith("log/timestamp/"))
                .map(file -> JsonObject.builder()
                        .put("file", file.getKey())
                        .put("timeStated", stated(file.getValue()))
                        .build())
                .toList();
    }

    private static String stated(byte[] answer) {
        try {
            return StatedTimestamp.parse(answer).time().toString();
        } catch (TimestampException e) {
            return "cannot be read: " + e.code();
        }
    }

    private static List<JsonObject> entries(DossierRecord record) {
        return record.happenings().stream()
                .filter(happening -> happening.is("release.signed")
                        || happening.is("release.published")
                        || happening.kind().startsWith("signing-event."))
                .map(happening -> JsonObject.builder()
                        .put("kind", happening.kind())
                        .put("logIndex", happening.index())
                        .put("time", happening.time())
                        .put("who", happening.actor())
                        .build())
                .toList();
    }
}
