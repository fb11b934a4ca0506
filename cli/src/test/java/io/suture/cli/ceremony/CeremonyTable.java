package io.suture.cli.ceremony;

import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.NoteKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** A folder with the keys and documents of a ceremony; root-1 and root-2 are there, root-3 too. */
final class CeremonyTable {

    private static final SecureRandom RANDOM = new SecureRandom();

    final Path folder;
    final SoftwareSigner snapshot = key(KeyAlgorithm.ED25519);
    final SoftwareSigner offlineUpdate = key(KeyAlgorithm.ED25519);
    final SoftwareSigner timestamp = key(KeyAlgorithm.ED25519);
    final SoftwareSigner product = key(KeyAlgorithm.ECDSA_P256);
    final SoftwareSigner director = key(KeyAlgorithm.ED25519);
    final SoftwareSigner log = key(KeyAlgorithm.ED25519);

    CeremonyTable(Path folder) throws IOException {
        this.folder = folder;
        for (int i = 1; i <= 3; i++) {
            generate("root-" + i, "ed25519");
        }
        generate("policy-1", "ecdsa-p256");
        generate("qa.one", "ecdsa-p256");
        writeSigningKeys(signingKeys());
        Files.writeString(folder.resolve("people.json"), people());
    }

    void generate(String name, String algorithm) {
        new TestRun().run("keys", "generate", folder.resolve(name + ".pem"), "--algorithm", algorithm);
    }

    void writeSigningKeys(JsonObject keys) throws IOException {
        Files.writeString(folder.resolve("signing-keys.json"), Json.pretty(keys));
    }

    Result init(String plan) throws IOException {
        Path file = Files.writeString(folder.resolve("ceremony.json"), plan);
        return new TestRun().run("root", "init", "--ceremony", file, "--out", out());
    }

    /** The first ceremony with private keys root-1 and root-2, and root-3 as a public key. */
    void initialised() throws IOException {
        init(plan().replace("root-3.pem", "root-3.pub.pem"));
    }

    Result rotate(String changes) throws IOException {
        Path file = Files.writeString(folder.resolve("changes.json"), changes);
        return new TestRun().run("--json", "root", "rotate", "--in", out(), "--changes", file);
    }

    Result sign(String key) {
        return new TestRun()
                .run(
                        "--json",
                        "root",
                        "sign",
                        "--in",
                        request(),
                        "--signing-key",
                        folder.resolve(key),
                        "--out",
                        signatures(key),
                        "--yes");
    }

    Result bring(Path signatures) {
        return new TestRun().run("--json", "root", "import", "--in", out(), signatures);
    }

    /** A key holder signs on their machine, and the signatures come back. */
    Result signAndBring(String key) {
        Result signed = sign(key);
        return signed.exitCode() == 0 ? bring(signatures(key)) : signed;
    }

    Result inspect(Object... more) {
        Object[] words = new Object[more.length + 3];
        words[0] = "--json";
        words[1] = "root";
        words[2] = "inspect";
        System.arraycopy(more, 0, words, 3, more.length);
        return new TestRun().run(words);
    }

    Path out() {
        return folder.resolve("out");
    }

    Path request() {
        return out().resolve("signing-request.json");
    }

    Path signatures(String key) {
        return folder.resolve(key + ".signatures.json");
    }

    byte[] read(String file) throws IOException {
        return Files.readAllBytes(out().resolve(file));
    }

    Repository repository() throws IOException {
        return Repository.of(out(), read("1.root.json"), snapshot, timestamp);
    }

    static String plan() {
        return "{\"manufacturer\":\"exm\",\"place\":\"Room 1\",\"participants\":[\"Officer One\",\"Officer Two\"],"
                + "\"root\":{\"expires\":\"2036-01-01T00:00:00Z\",\"threshold\":2,\"keys\":[\"root-1.pem\",\"root-2.pem\",\"root-3.pem\"]},"
                + "\"targets\":{\"expires\":\"2036-01-01T00:00:00Z\",\"threshold\":2,\"keys\":[\"root-1.pem\",\"root-2.pem\",\"root-3.pem\"]},"
                + "\"policy\":{\"expires\":\"2036-01-01T00:00:00Z\",\"threshold\":1,\"keys\":[\"policy-1.pem\"]},"
                + "\"online\":\"signing-keys.json\",\"documents\":{\"policy/people.json\":\"people.json\"}}";
    }

    JsonObject signingKeys() {
        return JsonObject.builder()
                .put("snapshot", snapshot.publicKey().toTuf())
                .put("timestamp", timestamp.publicKey().toTuf())
                .put("offline-update", offlineUpdate.publicKey().toTuf())
                .put("director", director.publicKey().toTuf())
                .put(
                        "products",
                        JsonObject.builder()
                                .put("GW2", product.publicKey().toTuf())
                                .build())
                .put(
                        "log",
                        JsonObject.builder()
                                .put("origin", "localhost/exm/audit")
                                .putStrings(
                                        "vkeys", List.of(new NoteKey("localhost/exm/audit", log.publicKey()).vkey()))
                                .build())
                .build();
    }

    private String people() throws IOException {
        JsonObject key = JsonObject.builder()
                .put("publicKey", Files.readString(folder.resolve("qa.one.pub.pem")))
                .put("validFrom", "2026-01-01T00:00:00Z")
                .build();
        JsonObject person = JsonObject.builder()
                .put("id", "qa.one")
                .put("printedName", "Quality Approver One")
                .putStrings("roles", List.of("quality-approver"))
                .putAll("keys", List.of(key))
                .build();
        return Json.pretty(JsonObject.builder()
                .put("schema", "urn:suture:people:v1")
                .put("version", 1)
                .putAll("people", List.of(person))
                .build());
    }

    static SoftwareSigner key(KeyAlgorithm algorithm) {
        return SoftwareSigner.generate(algorithm, RANDOM);
    }
}
