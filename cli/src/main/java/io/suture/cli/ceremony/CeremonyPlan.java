package io.suture.cli.ceremony;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The plan of a ceremony, {@code ceremony.json}. Relative paths start at its folder.
 *
 * @param manufacturer whose root of trust it is
 * @param place where it happens, for the record
 * @param participants who is present, for the record
 * @param existingRoot a root that stays, in place of {@code root}
 * @param root the root role to make
 * @param targets the targets role
 * @param policy the policy role
 * @param online the online public keys, as {@code manufacturer signing-keys} wrote them
 * @param documents target path to file, for the policy role
 */
record CeremonyPlan(
        String manufacturer,
        String place,
        List<String> participants,
        Optional<Path> existingRoot,
        Optional<RolePlan> root,
        RolePlan targets,
        RolePlan policy,
        Path online,
        Map<String, Path> documents) {

    private static final Set<String> MEMBERS =
            Set.of("manufacturer", "place", "participants", "root", "targets", "policy", "online", "documents");

    /**
     * One offline role.
     *
     * @param version of the metadata
     * @param expires when it expires
     * @param threshold how many keys must sign
     * @param keys files of the role's keys; those with a private key sign now, those with a public key later
     * @param previous root only: the root before, whose keys must sign as well
     * @param alsoSign root only: files of private keys of the root before
     */
    record RolePlan(
            long version,
            Instant expires,
            int threshold,
            List<Path> keys,
            Optional<Path> previous,
            List<Path> alsoSign) {

        private static final Set<String> MEMBERS =
                Set.of("version", "expires", "threshold", "keys", "previous", "alsoSign");

        static RolePlan of(JsonObject json, Path base) {
            requireKnown(json, MEMBERS);
            List<Path> keys = paths(json.strings("keys"), base);
            long threshold = json.integer("threshold");
            if (threshold < 1 || threshold > keys.size()) {
                throw new MalformedDocumentException("threshold", "1 to " + keys.size() + " is expected");
            }
            return new RolePlan(
                    json.findInteger("version").orElse(1L),
                    json.instant("expires"),
                    (int) threshold,
                    keys,
                    json.findString("previous").map(base::resolve),
                    json.has("alsoSign") ? paths(json.strings("alsoSign"), base) : List.of());
        }

        private static List<Path> paths(List<String> names, Path base) {
            return names.stream().map(base::resolve).toList();
        }
    }

    static CeremonyPlan read(Path file) {
        try {
            Path folder = file.toAbsolutePath().resolveSibling("");
            return of(Json.parseObject(LocalFiles.read(file, LocalFiles.DOCUMENT)), folder);
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(file + ": " + e.getMessage());
        }
    }

    private static CeremonyPlan of(JsonObject json, Path base) {
        requireKnown(json, MEMBERS);
        JsonObject root = json.object("root");
        Optional<Path> existing = root.findString("existing").map(base::resolve);
        return new CeremonyPlan(
                json.string("manufacturer"),
                json.findString("place").orElse(""),
                json.has("participants") ? json.strings("participants") : List.of(),
                existing,
                existing.isPresent() ? Optional.empty() : Optional.of(json.read("root", r -> RolePlan.of(r, base))),
                json.read("targets", r -> RolePlan.of(r, base)),
                json.read("policy", r -> RolePlan.of(r, base)),
                base.resolve(json.string("online")),
                documents(json.object("documents"), base));
    }

    private static Map<String, Path> documents(JsonObject json, Path base) {
        Map<String, Path> documents = new LinkedHashMap<>();
        for (String target : json.keys()) {
            if (!target.matches("policy/[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
                throw new MalformedDocumentException("documents", target + " is not policy/<name>");
            }
            documents.put(target, base.resolve(json.string(target)));
        }
        return documents;
    }

    private static void requireKnown(JsonObject json, Set<String> members) {
        for (String key : json.keys()) {
            if (!members.contains(key)) {
                throw new MalformedDocumentException(key, "is not known here");
            }
        }
    }
}
