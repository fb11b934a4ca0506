package io.suture.cli.demo.stage;

import io.suture.trust.gate.People;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The ceremony of the offline keys: two of three root key holders sign, the third is away. */
public final class RootOfTrust {

    private static final Duration OFFLINE_LIFETIME = Duration.ofDays(365);
    /** The last file a ceremony writes. */
    private static final String CEREMONY_ENDED = "ceremony-record.md";

    private static final String PUBLISHED = "published";

    private final Stage stage;
    private final Path folder;

    public RootOfTrust(Stage stage) throws IOException {
        this.stage = stage;
        this.folder = stage.workspace().folder("root");
    }

    /** The first root metadata: what every device and every auditor starts from. */
    public Path file() {
        return folder.resolve("signed").resolve("1.root.json");
    }

    /** The folder of the documents that the policy role vouches for. */
    Path policy() {
        return folder.resolve("signed").resolve("targets").resolve("policy");
    }

    /** Holds the ceremony and uploads its result, unless that was done before. */
    void ensure(Actor admin, People people) throws IOException {
        if (Files.exists(folder.resolve(PUBLISHED))) {
            stage.narrator().ok("root of trust", "was made before");
            return;
        }
        admin.mustRun(
                "manufacturer",
                "signing-keys",
                "--out",
                folder.resolve("signing-keys.json").toString());
        Files.write(folder.resolve("people.json"), people.toJson());
        String signed = folder.resolve("signed").toString();
        if (!Files.exists(folder.resolve("signed").resolve(CEREMONY_ENDED))) {
            stage.write("root", "ceremony.json", plan());
            admin.mustRun(
                    "root",
                    "init",
                    "--ceremony",
                    folder.resolve("ceremony.json").toString(),
                    "--out",
                    signed);
        }
        admin.mustRun("root", "publish", "--in", signed);
        Files.writeString(folder.resolve(PUBLISHED), "");
    }

    private JsonObject plan() throws IOException {
        List<String> rootKeys = List.of(key("root/root-1.pem"), key("root/root-2.pem"), publicHalf("root/root-3.pem"));
        return JsonObject.builder()
                .put("manufacturer", Stage.MANUFACTURER)
                .put("place", "the demo; a real ceremony is held offline")
                .putStrings("participants", List.of("root key holder 1", "root key holder 2"))
                .put("root", role(2, rootKeys))
                .put("targets", role(2, rootKeys))
                .put("policy", role(1, List.of(key("policy/policy-1.pem"))))
                .put("online", "signing-keys.json")
                .put(
                        "documents",
                        JsonObject.builder()
                                .put("policy/people.json", "people.json")
                                .build())
                .build();
    }

    private JsonObject role(int threshold, List<String> keys) {
        Instant expires = stage.clock().instant().plus(OFFLINE_LIFETIME);
        return JsonObject.builder()
                .put("expires", expires)
                .put("threshold", threshold)
                .putStrings("keys", keys)
                .build();
    }

    private String key(String name) {
        return stage.key(name).toString();
    }

    private String publicHalf(String name) throws IOException {
        PublicKey key =
                SoftwareSigner.fromPem(Files.readString(stage.key(name)), null).publicKey();
        Path file = folder.resolve(Path.of(name).getFileName().toString().replace(".pem", ".pub.pem"));
        Files.writeString(file, key.toPem());
        return file.toString();
    }
}
