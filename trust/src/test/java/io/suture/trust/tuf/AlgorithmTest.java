package io.suture.trust.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.KeyFamily;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every algorithm through complete metadata: root, timestamp, snapshot, targets and a delegated role signed with it. */
class AlgorithmTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    private final RepositorySimulator repository = new RepositorySimulator();

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void whenEveryRoleIsSignedWithTheAlgorithmThenATargetIsDownloaded(KeyAlgorithm algorithm) {
        Client client = clientOf(signer(algorithm));
        assertThat(client.download("GW2/1/file")).isEqualTo(CONTENT);
        assertThat(client.versions()).hasToString("{GW2=1, root=2, snapshot=2, targets=2, timestamp=2}");
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void whenABitOfASignatureOfTheAlgorithmChangesThenTheFileIsRefused(KeyAlgorithm algorithm) {
        Client client = clientOf(signer(algorithm));
        repository.edit("timestamp.json", file -> withSignature(file, AlgorithmTest::flipped));
        assertThatThrownBy(client::refresh)
                .asInstanceOf(type(TufException.ThresholdNotMet.class))
                .satisfies(e -> assertThat(e.role()).isEqualTo("timestamp"));
    }

    /** Root 1 has the simulator's own key, root 2 gives every role to the signer. */
    private Client clientOf(Signer signer) {
        Client client = new Client(repository);
        Signer before = repository.signers.get("root").getFirst();
        for (String role : List.of("root", "timestamp", "snapshot", "targets")) {
            repository.setKeys(role, 1, signer);
        }
        repository.signers.put("root", List.of(before, signer));
        repository.delegate("targets", "GW2", signer, "GW2/*/*");
        repository.addTarget("GW2", "GW2/1/file", CONTENT);
        repository.publish("root");
        repository.publishAll();
        return client;
    }

    /** DSSE defines its own message: TAP 21 must not reach it. */
    @ParameterizedTest
    @EnumSource(names = {"ML_DSA_44", "ML_DSA_65", "ML_DSA_87"})
    void whenAnEnvelopeIsSignedThenTheMessageIsThatOfDsse(KeyAlgorithm algorithm) {
        Signer signer = signer(algorithm);
        Envelope envelope = Envelope.sign("text/plain", CONTENT, signer);
        byte[] signature = envelope.signatures().getFirst().sig();
        byte[] message = Envelope.preAuthEncoding("text/plain", CONTENT);
        assertThat(envelope.verifiedBy(List.of(signer.publicKey()))).hasSize(1);
        assertThat(signer.publicKey().verify(message, signature)).isTrue();
        assertThat(signer.publicKey().verify(algorithm.tufMessage(message), signature))
                .isFalse();
    }

    /** A signature over the bare canonical bytes is one for another purpose. */
    @ParameterizedTest
    @EnumSource(names = {"ML_DSA_44", "ML_DSA_65", "ML_DSA_87"})
    void whenMlDsaSignsTheCanonicalBytesThemselvesThenTheFileIsRefused(KeyAlgorithm algorithm) {
        Signer signer = signer(algorithm);
        RoleKeys keys = RoleKeys.of(1, signer.publicKey());
        JsonObject signed = MetadataWriter.timestamp(1, RepositorySimulator.SAFE_EXPIRY, MetaFile.of(1));
        SignedMetadata good = SignedMetadata.parse("timestamp", MetadataWriter.sign(signed, List.of(signer)));
        SignedMetadata plain = SignedMetadata.parse(
                "timestamp", MetadataWriter.sign(signed, List.of(new BareSigner(signer, CanonicalJson.olpc(signed)))));
        assertThat(good.verifiedBy(keys)).hasSize(1);
        assertThat(plain.verifiedBy(keys)).isEmpty();
    }

    /** Signs without the form of TAP 21, as an implementation without it would. */
    private record BareSigner(Signer signer, byte[] canonical) implements Signer {

        @Override
        public PublicKey publicKey() {
            return signer.publicKey();
        }

        @Override
        public byte[] sign(byte[] message) {
            return signer.sign(canonical);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ED25519, classical",
        "ECDSA_P256, classical",
        "ECDSA_P384, classical",
        "RSA_PSS, classical",
        "ML_DSA_44, post-quantum",
        "ML_DSA_65, post-quantum",
        "ML_DSA_87, post-quantum"
    })
    void whenAskedThenEachAlgorithmNamesItsFamily(KeyAlgorithm algorithm, String family) {
        assertThat(algorithm.family().word()).isEqualTo(family);
        assertThat(KeyFamily.ofWord(family)).contains(algorithm.family());
        assertThat(KeyFamily.ofWord("Classical")).isEmpty();
    }

    private static Signer signer(KeyAlgorithm algorithm) {
        return algorithm == KeyAlgorithm.RSA_PSS ? RsaSigner.generate() : RepositorySimulator.newSigner(algorithm);
    }

    private static JsonObject withSignature(JsonObject file, UnaryOperator<String> edit) {
        JsonObject signature = file.objects("signatures").getFirst();
        return file.toBuilder()
                .set(
                        "signatures",
                        JsonArray.of(signature.toBuilder()
                                .set("sig", new JsonString(edit.apply(signature.string("sig"))))
                                .build()))
                .build();
    }

    private static String flipped(String hex) {
        char middle = hex.charAt(hex.length() / 2);
        char other = middle == '0' ? '1' : '0';
        return hex.substring(0, hex.length() / 2) + other + hex.substring(hex.length() / 2 + 1);
    }
}
