package io.suture.trust.fuzz;

import static io.suture.trust.fuzz.Property.read;
import static io.suture.trust.fuzz.Property.require;
import static io.suture.trust.fuzz.Property.same;

import io.suture.trust.json.Json;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.Pem;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Keys in all their encodings, and signatures. */
final class KeyProperties {

    private static final Set<Class<? extends RuntimeException>> REFUSED = Set.of(KeyFormatException.class);
    private static final byte[] MESSAGE = {1, 2, 3};

    private KeyProperties() {}

    static void pem(byte[] bytes) {
        for (Pem block : Pem.parseAll(FuzzTarget.text(bytes))) {
            read(block::der, REFUSED).ifPresent(der -> {
                Pem again = Pem.parse(Pem.encode(block.label(), der));
                same(again.label(), block.label(), "the label reads back");
                require(Arrays.equals(again.der(), der), "the content reads back");
            });
        }
    }

    static void publicKey(byte[] spki) {
        read(() -> PublicKey.fromSpki(spki), REFUSED).ifPresent(KeyProperties::stable);
    }

    static void tufKey(byte[] json) {
        read(
                        () -> PublicKey.fromTuf(Json.parseObject(json)),
                        Set.of(KeyFormatException.class, MalformedDocumentException.class))
                .ifPresent(key -> {
                    same(PublicKey.fromTuf(key.toTuf()).keyId(), key.keyId(), "the key id reads back");
                    require(!key.verify(MESSAGE, new byte[0]), "no key made an empty signature");
                    if (key.algorithm() != KeyAlgorithm.RSA_PSS) {
                        stable(key);
                    }
                });
    }

    private static void stable(PublicKey key) {
        PublicKey again = PublicKey.fromSpki(key.spki());
        same(again, key, "the SPKI reads back");
        same(PublicKey.fromPem(key.toPem()), key, "the PEM reads back");
        same(PublicKey.fromTuf(again.toTuf()), key, "the TUF key reads back");
        require(!key.verify(MESSAGE, MESSAGE), "no key made this signature");
    }

    static void privateKey(byte[] pkcs8) {
        read(() -> SoftwareSigner.fromPkcs8(pkcs8), REFUSED).ifPresent(signer -> {
            SoftwareSigner again = SoftwareSigner.fromPem(signer.toPem(), null);
            same(again.publicKey(), signer.publicKey(), "the private key reads back");
            require(again.publicKey().verify(MESSAGE, signer.sign(MESSAGE)), "it signs");
        });
    }

    /** Bytes that nobody signed: a signature of no key, whatever they are. */
    static void signature(byte[] signature) {
        for (PublicKey key : Strangers.KEYS) {
            require(!key.verify(MESSAGE, signature), "no key made this signature");
        }
    }

    /** Made when the first signature is looked at. */
    private static final class Strangers {

        static final List<PublicKey> KEYS = Stream.of(KeyAlgorithm.values())
                .filter(algorithm -> algorithm != KeyAlgorithm.RSA_PSS)
                .map(algorithm ->
                        SoftwareSigner.generate(algorithm, new SecureRandom()).publicKey())
                .toList();
    }
}
