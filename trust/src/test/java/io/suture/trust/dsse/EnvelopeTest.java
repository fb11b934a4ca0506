package io.suture.trust.dsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private static final String TYPE = "http://example.com/HelloWorld";
    private static final byte[] PAYLOAD = "hello world".getBytes(StandardCharsets.UTF_8);

    private final SoftwareSigner alice = SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom());
    private final SoftwareSigner bob = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, new SecureRandom());

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whenEncodedForSigningThenTheProtocolVectorComesOut() {
        assertThat(Envelope.preAuthEncoding(TYPE, PAYLOAD))
                .isEqualTo(utf8("DSSEv1 29 http://example.com/HelloWorld 11 hello world"));
        assertThat(Envelope.preAuthEncoding("", new byte[0])).isEqualTo(utf8("DSSEv1 0  0 "));
        assertThat(Envelope.preAuthEncoding("ä", utf8("€"))).isEqualTo(utf8("DSSEv1 2 ä 3 €"));
    }

    /** The key and signature of protocol.md; the signature is r and s there, DER here. */
    @Test
    void whenTheProtocolSignatureIsGivenThenItVerifies() throws IOException {
        BigInteger x = new BigInteger("46950820868899156662930047687818585632848591499744589407958293238635476079160");
        BigInteger y = new BigInteger("5640078356564379163099075877009565129882514886557779369047442380624545832820");
        String spki = "3059301306072a8648ce3d020106082a8648ce3d03010703420004" + String.format("%064x%064x", x, y);
        PublicKey key = PublicKey.fromSpki(HexFormat.of().parseHex(spki));
        byte[] rs = Base64.getDecoder()
                .decode("A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==");
        BigInteger order = new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);
        byte[] der = StandardDSAEncoding.INSTANCE.encode(
                order,
                new BigInteger(1, Arrays.copyOfRange(rs, 0, 32)),
                new BigInteger(1, Arrays.copyOfRange(rs, 32, 64)));
        Envelope envelope = new Envelope(TYPE, PAYLOAD, List.of(new Envelope.Signature("66301bbf", der)));
        assertThat(envelope.verifiedBy(List.of(key))).containsExactly(key.keyId());
    }

    @Test
    void whenWrittenAndReadThenNothingChanges() {
        Envelope envelope = Envelope.sign(TYPE, PAYLOAD, alice, bob);
        Envelope read = Envelope.parse(envelope.toJson());
        assertThat(read).isEqualTo(envelope);
        assertThat(read.payload()).isEqualTo(PAYLOAD);
        assertThat(read.payloadDigest()).isEqualTo(Digest.of(PAYLOAD));
        assertThat(new String(envelope.toJson(), StandardCharsets.UTF_8)).doesNotContain("\n");
    }

    @Test
    void whenSeveralSignedThenEachKeyCountsOnce() {
        Envelope envelope = Envelope.sign(TYPE, PAYLOAD, alice, bob, alice);
        SoftwareSigner carol = SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom());
        PublicKey alias = PublicKey.fromTuf(
                alice.publicKey().toTuf().toBuilder().put("x", 1).build());
        assertThat(envelope.verifiedBy(List.of(alice.publicKey(), alias, bob.publicKey(), carol.publicKey())))
                .containsExactly(alice.publicKey().keyId(), bob.publicKey().keyId());
        assertThat(envelope.verifiedBy(List.of(carol.publicKey()))).isEmpty();
    }

    @Test
    void whenTheKeyIdIsMissingOrLiesThenTheKeyStillDecides() {
        byte[] signature = alice.sign(Envelope.preAuthEncoding(TYPE, PAYLOAD));
        for (String hint : List.of("", bob.publicKey().keyId().value())) {
            Envelope envelope = new Envelope(TYPE, PAYLOAD, List.of(new Envelope.Signature(hint, signature)));
            assertThat(envelope.verifiedBy(List.of(alice.publicKey(), bob.publicKey())))
                    .containsExactly(alice.publicKey().keyId());
        }
    }

    @Test
    void whenTypeOrPayloadChangesThenNobodySigned() {
        Envelope envelope = Envelope.sign(TYPE, PAYLOAD, alice);
        assertThat(new Envelope("other", PAYLOAD, envelope.signatures()).verifiedBy(List.of(alice.publicKey())))
                .isEmpty();
        assertThat(new Envelope(TYPE, utf8("hello World"), envelope.signatures())
                        .verifiedBy(List.of(alice.publicKey())))
                .isEmpty();
    }

    @Test
    void whenBase64IsUrlSafeThenItIsReadToo() {
        byte[] payload = {(byte) 0xfb, (byte) 0xff, (byte) 0xfe};
        String json = "{\"payloadType\":\"t\",\"payload\":\"-__-\",\"signatures\":[{\"sig\":\"_-8=\"}],\"x\":1}";
        Envelope envelope = Envelope.parse(utf8(json));
        assertThat(envelope.payload()).isEqualTo(payload);
        assertThat(envelope.signatures().getFirst().keyid()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"payloadType\":\"t\",\"payload\":\"AAAA\",\"signatures\":[]}",
                "{\"payloadType\":\"t\",\"payload\":\"A\",\"signatures\":[{\"sig\":\"AAAA\"}]}",
                "{\"payloadType\":\"t\",\"payload\":\"AA AA\",\"signatures\":[{\"sig\":\"AAAA\"}]}",
                "{\"payloadType\":1,\"payload\":\"AAAA\",\"signatures\":[{\"sig\":\"AAAA\"}]}",
                "{\"payloadType\":\"t\",\"payload\":\"AAAA\",\"signatures\":[{\"keyid\":\"a\"}]}",
                "{\"payloadType\":\"t\",\"payload\":\"AAAA\",\"payload\":\"AAAA\",\"signatures\":[{\"sig\":\"AAAA\"}]}"
            })
    void whenAnEnvelopeIsMalformedThenItIsRefused(String json) {
        assertThatThrownBy(() -> Envelope.parse(utf8(json))).isInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void whenThereAreAsManySignaturesAsAllowedThenItIsReadAndOneMoreNot() {
        Envelope.Signature signature = new Envelope.Signature("", new byte[1]);
        List<Envelope.Signature> most = Collections.nCopies(Envelope.MAX_SIGNATURES, signature);
        assertThat(new Envelope(TYPE, PAYLOAD, most).signatures()).hasSize(Envelope.MAX_SIGNATURES);
        List<Envelope.Signature> more = Collections.nCopies(Envelope.MAX_SIGNATURES + 1, signature);
        assertThatThrownBy(() -> new Envelope(TYPE, PAYLOAD, more)).isInstanceOf(MalformedDocumentException.class);
    }
}
