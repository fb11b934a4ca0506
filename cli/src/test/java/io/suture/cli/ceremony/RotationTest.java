package io.suture.cli.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.SignedMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rotations: what gets a new version, whose signatures it needs, what is refused. */
class RotationTest {

    private static final String REPLACE_ROOT_3 =
            "{\"root\":{\"add\":[{\"key\":\"root-4.pub.pem\",\"owner\":\"Officer Four\"}],"
                    + "\"remove\":[\"root-3.pub.pem\"]},\"sign\":[\"root-1.pem\"]}";

    @TempDir
    private Path folder;

    private CeremonyTable table;

    @BeforeEach
    void prepare() throws IOException {
        table = new CeremonyTable(folder);
        table.initialised();
        table.generate("root-4", "ed25519");
    }

    @Test
    void whenTheRootIsRotatedThenClientsOfTheFirstFollow() throws IOException {
        assertThat(table.rotate(REPLACE_ROOT_3).json().strings("files")).containsExactly("2.root.json");
        assertThat(table.signAndBring("root-2.pem").json().bool("complete")).isTrue();
        assertThat(table.inspect(table.out(), "--record").exitCode()).isZero();
        assertThat(table.repository().updater().target("policy/people.json")).isPresent();
    }

    @Test
    void whenOnlyOneOfTheOldThresholdSignedThenTheNewOnesDoNotMakeUpForIt() throws IOException {
        table.generate("root-5", "ed25519");
        table.rotate("{\"root\":{\"add\":[\"root-4.pem\",\"root-5.pem\"],"
                + "\"remove\":[\"root-2.pub.pem\",\"root-3.pub.pem\"]},\"sign\":[\"root-1.pem\"]}");
        Result incomplete = table.inspect(table.out());
        assertThat(incomplete.json().string("error")).isEqualTo("signature-threshold-not-met");
        assertThat(incomplete.err()).contains("keys of root 1", "1 of 2");
        assertThat(table.signAndBring("root-2.pem").json().bool("complete")).isTrue();
    }

    @Test
    void whenOnlyTheOldThresholdSignedThenTheNewIsMissing() throws IOException {
        table.generate("root-5", "ed25519");
        table.rotate("{\"root\":{\"add\":[\"root-4.pub.pem\",\"root-5.pub.pem\"],"
                + "\"remove\":[\"root-2.pub.pem\",\"root-3.pub.pem\"]},\"sign\":[\"root-1.pem\",\"root-2.pem\"]}");
        Result incomplete = table.inspect(table.out());
        assertThat(incomplete.err()).contains("keys of root 2", "1 of 2");
    }

    @Test
    void whenOnlyRemovedKeysSignThenItIsRefused() throws IOException {
        table.rotate(
                "{\"root\":{\"add\":[\"root-4.pub.pem\"],\"remove\":[\"root-3.pub.pem\"]},\"sign\":[\"root-3.pem\"]}");
        assertThat(table.inspect(table.out()).json().string("error")).isEqualTo("signature-threshold-not-met");
    }

    @Test
    void whenTheRotationIsNotCompleteThenTheNextDoesNotStart() throws IOException {
        table.rotate(REPLACE_ROOT_3);
        assertThat(table.rotate(REPLACE_ROOT_3).json().string("error")).isEqualTo("signature-threshold-not-met");
    }

    @Test
    void whenAVersionIsLeftOutThenItIsRefused() throws IOException {
        table.rotate(REPLACE_ROOT_3);
        table.signAndBring("root-2.pem");
        table.rotate("{\"root\":{\"expires\":\"2038-01-01T00:00:00Z\"},\"sign\":[\"root-1.pem\",\"root-2.pem\"]}");
        assertThat(table.inspect(table.out()).exitCode()).isZero();
        Files.delete(table.out().resolve("2.root.json"));
        assertThat(table.inspect(table.out()).json().string("error")).isEqualTo("predecessor-missing");
        Result jumped = table.inspect(
                table.out().resolve("3.root.json"), "--against", table.out().resolve("1.root.json"));
        assertThat(jumped.json().string("error")).isEqualTo("metadata-version-mismatch");
    }

    @Test
    void whenThePredecessorIsAnotherRootThenItIsRefused() throws IOException {
        table.rotate(REPLACE_ROOT_3);
        table.signAndBring("root-2.pem");
        Path other = Files.createDirectory(folder.resolve("other"));
        CeremonyTable stranger = new CeremonyTable(other);
        stranger.initialised();
        Result refused = table.inspect(
                table.out().resolve("2.root.json"), "--against", stranger.out().resolve("1.root.json"));
        assertThat(refused.json().string("error")).isEqualTo("signature-threshold-not-met");
        assertThat(table.inspect(table.out().resolve("2.root.json")).exitCode()).isZero();
    }

    @Test
    void whenTheFileNameHoldsAnotherVersionThenItIsRefused() throws IOException {
        Files.copy(table.out().resolve("1.targets.json"), table.out().resolve("2.targets.json"));
        assertThat(table.inspect(table.out()).json().string("error")).isEqualTo("metadata-version-mismatch");
    }

    @Test
    void whenTheChangesAreUnsoundThenNothingIsMade() throws IOException {
        Files.writeString(
                folder.resolve("snapshot.pub.pem"), table.snapshot.publicKey().toPem());
        unsound("{\"root\":{\"add\":[\"root-1.pub.pem\"]}}", "names a key twice");
        unsound("{\"root\":{\"add\":[\"snapshot.pub.pem\"]}}", "online key");
        unsound("{\"targets\":{\"threshold\":4}}", "the threshold is 1 to 3");
        unsound("{\"root\":{\"remove\":[\"root-4.pub.pem\"]}}", "is not a key of the role");
        unsound("{\"policy\":{\"expires\":\"2020-01-01T00:00:00Z\"}}", "already expired");
        unsound("{\"root\":{\"families\":{\"post-quantum\":1}}}", "cannot meet");
        unsound("{\"products\":{\"GW2\":{\"threshold\":1,\"keys\":[]}}}", "needs \"online\"");
        unsound("{\"rooot\":{}}", "rooot");
        unsound("{}", "changes nothing");
    }

    @Test
    void whenOnlyPolicyIsNamedThenOnlyPolicyChanges() throws IOException {
        Result made = table.rotate("{\"policy\":{\"expires\":\"2037-01-01T00:00:00Z\"},\"sign\":[\"policy-1.pem\"]}");
        assertThat(made.json().strings("files")).containsExactly("2.policy.json");
        assertThat(made.json().bool("complete")).isTrue();
    }

    @Test
    void whenPolicyGetsAKeyThenTargetsDelegatesToIt() throws IOException {
        table.generate("policy-2", "ml-dsa-44");
        Result made = table.rotate("{\"policy\":{\"add\":[\"policy-2.pem\"],\"threshold\":2,"
                + "\"families\":{\"post-quantum\":1}},\"sign\":[\"policy-1.pem\",\"root-1.pem\",\"root-2.pem\"]}");
        assertThat(made.json().strings("files")).containsExactly("2.targets.json", "2.policy.json");
        assertThat(made.json().bool("complete")).isTrue();
        assertThat(table.inspect(table.out()).exitCode()).isZero();
    }

    @Test
    void whenTheServerHasNewKeysAndAProductAnApproverThenRootAndTargetsChange() throws IOException {
        SoftwareSigner fresh = CeremonyTable.key(KeyAlgorithm.ED25519);
        table.writeSigningKeys(table.signingKeys().toBuilder()
                .set("timestamp", fresh.publicKey().toTuf())
                .build());
        Result made = table.rotate("{\"online\":\"signing-keys.json\",\"sign\":[\"root-1.pem\",\"root-2.pem\"],"
                + "\"products\":{\"GW2\":{\"threshold\":2,\"keys\":[\"qa.one.pub.pem\"]}}}");
        assertThat(made.json().strings("files")).containsExactly("2.root.json", "2.targets.json");
        var product = SignedMetadata.parse("targets", table.read("2.targets.json"))
                .asTargets()
                .delegations()
                .role("GW2")
                .orElseThrow();
        assertThat(product.keys().threshold()).isEqualTo(2);
        assertThat(product.keys().keys()).hasSize(2).containsValue(table.product.publicKey());
        assertThat(table.inspect(table.out(), "--record").exitCode()).isZero();
    }

    @Test
    void whenAnApproversProductGetsANewServerKeyThenTheApproversMustBeNamedAgain() throws IOException {
        table.rotate("{\"online\":\"signing-keys.json\",\"sign\":[\"root-1.pem\",\"root-2.pem\"],"
                + "\"products\":{\"GW2\":{\"threshold\":2,\"keys\":[\"qa.one.pub.pem\"]}}}");
        SoftwareSigner fresh = CeremonyTable.key(KeyAlgorithm.ECDSA_P256);
        table.writeSigningKeys(table.signingKeys().toBuilder()
                .set(
                        "products",
                        JsonObject.builder()
                                .put("GW2", fresh.publicKey().toTuf())
                                .build())
                .build());
        Result refused = table.rotate("{\"online\":\"signing-keys.json\"}");
        assertThat(refused.err()).contains("GW2 has approvers");
    }

    @Test
    void whenASignerReadsTheRequestThenTheDifferenceIsShownAndTheDigestIsTyped() throws IOException {
        table.rotate(REPLACE_ROOT_3.replace(
                "\"remove\"", "\"threshold\":1,\"expires\":\"2037-01-01T00:00:00Z\",\"remove\""));
        Object[] words = {
            "root",
            "sign",
            "--in",
            table.request(),
            "--signing-key",
            folder.resolve("root-2.pem"),
            "--out",
            folder.resolve("s.json")
        };
        Result unread = new TestRun().answering("yes").run(words);
        assertThat(unread.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("s.json")).doesNotExist();
        assertThat(unread.out())
                .containsSubsequence(
                        "! root threshold falls from 2 of 3 to 1 of 3", "- version 1 -> 2", "loses role root")
                .contains("Officer Four", "! expires 2036-01-01T00:00:00Z -> 2037-01-01T00:00:00Z");
        String digest =
                unread.out().substring(unread.out().indexOf("sha256:") + 7).substring(0, 8);
        assertThat(new TestRun().answering(digest).run(words).exitCode()).isZero();
        assertThat(folder.resolve("s.json")).exists();
    }

    @Test
    void whenASignatureIsOverOtherBytesThenItIsRefused() throws IOException {
        table.rotate(REPLACE_ROOT_3);
        table.sign("root-2.pem");
        Files.delete(table.out().resolve("2.root.json"));
        table.rotate(REPLACE_ROOT_3.replace("\"remove\"", "\"expires\":\"2037-01-01T00:00:00Z\",\"remove\""));
        Result refused = table.bring(table.signatures("root-2.pem"));
        assertThat(refused.json().string("error")).isEqualTo("signature-over-other-bytes");
    }

    @Test
    void whenASignatureIsOfNoKeyOfTheRoleOrFalseThenItIsRefused() throws IOException {
        table.rotate(REPLACE_ROOT_3);
        table.sign("root-2.pem");
        String file = Files.readString(table.signatures("root-2.pem"));
        String sig = file.replaceAll(".*\"sig\":\"([0-9a-f]+)\".*", "$1");
        Path forged = folder.resolve("forged.json");
        Files.writeString(forged, file.replace(sig, "00".repeat(64)));
        assertThat(table.bring(forged).json().string("error")).isEqualTo("signature-invalid");
        Files.writeString(forged, file.replaceAll("\"keyid\":\"[0-9a-f]+\"", "\"keyid\":\"" + "0".repeat(64) + "\""));
        assertThat(table.bring(forged).json().string("error")).isEqualTo("key-not-authorised");
        Files.writeString(forged, file.replace("2.root.json", "9.root.json"));
        assertThat(table.bring(forged).json().string("error")).isEqualTo("not-awaited");
        assertThat(table.inspect(table.out()).exitCode()).isEqualTo(1);
    }

    @Test
    void whenAKeySignsTwiceThenItIsToldSo() throws IOException {
        table.rotate(REPLACE_ROOT_3);
        table.signAndBring("root-2.pem");
        assertThat(table.sign("root-2.pem").json().string("error")).isEqualTo("already-signed");
    }

    @Test
    void whenTheFilesOrTheRecordChangeThenTheRecordDoesNotFit() throws IOException {
        assertThat(table.inspect(table.out(), "--record").exitCode()).isZero();
        Path page = table.out().resolve("ceremony-record.md");
        String text = Files.readString(page);
        Files.writeString(page, text.replace("Officer One", "Officer Zero"));
        assertThat(table.inspect(table.out(), "--record").json().string("error"))
                .isEqualTo("record-differs");
        Files.writeString(page, text);
        Path targets = table.out().resolve("1.targets.json");
        SoftwareSigner third = SoftwareSigner.fromPem(Files.readString(folder.resolve("root-3.pem")), null);
        Files.write(targets, MetadataWriter.addSignature(Files.readAllBytes(targets), third));
        assertThat(table.inspect(table.out()).exitCode()).isZero();
        assertThat(table.inspect(table.out(), "--record").json().string("error"))
                .isEqualTo("record-differs");
    }

    @Test
    void whenAFileIsExpiredOrADocumentChangedThenItDoesNotVerify() throws IOException {
        Result expired = new TestRun()
                .at(Instant.parse("2036-01-01T00:00:00Z"))
                .run("--json", "root", "inspect", table.out().resolve("1.root.json"));
        assertThat(expired.json().string("error")).isEqualTo("metadata-expired");
        Files.write(table.out().resolve("targets/policy/people.json"), "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(table.inspect(table.out()).json().string("error")).isEqualTo("documents-differ");
        assertThat(table.inspect(table.request()).exitCode()).isZero();
    }

    private void unsound(String changes, String problem) throws IOException {
        Result result = table.rotate(changes);
        assertThat(result.exitCode()).as(problem).isEqualTo(2);
        assertThat(result.err()).contains(problem);
        assertThat(table.out().resolve("2.root.json")).doesNotExist();
        assertThat(List.of(table.out().toFile().list())).hasSize(7);
    }
}
