package io.suture.cli.audit;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.digest.Digest;
import io.suture.trust.evidence.LogFollower.Seen;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.Frontier;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TreeHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The memory of a monitor: {@code state.json}, replaced as a whole.
 *
 * @param folder where
 */
record MonitorState(Path folder) {

    private static final String SCHEMA = "urn:suture:log-monitor:v1";

    /** Return how far the log was verified; a state that does not agree with itself, or is of another log, is refused. */
    Optional<Seen> read(LogPolicy policy) {
        Path file = file();
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(policy, Json.parseObject(LocalFiles.read(file, LocalFiles.DOCUMENT))));
        } catch (MalformedDocumentException | LogException e) {
            throw CommandFailure.usage(file + " is damaged or of another log: " + e.getMessage());
        }
    }

    void write(Seen seen) {
        LocalFiles.write(
                file(),
                CanonicalJson.rfc8785(JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put("checkpoint", seen.note())
                        .putStrings(
                                "subtrees",
                                seen.tree().subtrees().stream()
                                        .map(TreeHash::base64)
                                        .toList())
                        .build()));
    }

    /** Keeps two checkpoints that do not belong together, and returns where. */
    Path keep(String stored, String offered) {
        byte[] both = (stored + "\n--------\n\n" + offered).getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("evidence-" + Digest.of(both).hex().substring(0, 16) + ".txt");
        LocalFiles.write(file, both);
        return file;
    }

    private Path file() {
        return folder.resolve("state.json");
    }

    private static Seen parse(LogPolicy policy, JsonObject json) {
        if (!json.string("schema").equals(SCHEMA)) {
            throw new MalformedDocumentException("schema", SCHEMA + " is expected");
        }
        String note = json.string("checkpoint");
        Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).unverifiedText());
        policy.requireOrigin(checkpoint);
        Frontier tree = new Frontier(
                checkpoint.size(),
                json.strings("subtrees").stream().map(TreeHash::ofBase64).toList());
        if (!tree.root().equals(checkpoint.root())) {
            throw new MalformedDocumentException("subtrees", "do not have the root of the checkpoint");
        }
        return new Seen(note, tree);
    }
}
