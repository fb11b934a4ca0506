package io.suture.cli.keys;

import io.suture.cli.keys.KeyLocation.TokenObject;
import io.suture.cli.session.Session;
import io.suture.trust.key.JcaSigner;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.pki.Certificates;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Collections;
import java.util.function.Function;

/** A token after login, through SunPKCS11: it shows a private key only together with a certificate. */
final class Pkcs11Token {

    private final TokenObject location;
    private final Provider provider;
    private final KeyStore objects;

    private Pkcs11Token(TokenObject location, Provider provider, KeyStore objects) {
        this.location = location;
        this.provider = provider;
        this.objects = objects;
    }

    /** Return the token that an address names, after login with its PIN. */
    static Pkcs11Token connect(Session session, Pkcs11Uri uri) {
        Provider provider = Pkcs11Module.of(session, uri).token(uri.token());
        char[] pin = Secrets.pin(session, uri);
        try {
            KeyStore objects = KeyStore.getInstance("PKCS11", provider);
            objects.load(null, pin);
            return new Pkcs11Token(new TokenObject(uri), provider, objects);
        } catch (GeneralSecurityException | IOException | ProviderException e) {
            throw KeyRefusal.ofToken(uri, e);
        } finally {
            Secrets.wipe(pin);
        }
    }

    /** Return the private key that the address names. */
    OpenKey open() {
        return onToken(this::key);
    }

    /** Makes a key pair that cannot leave the token, and keeps it with the certificate that {@code certify} gives. */
    OpenKey generate(KeyAlgorithm algorithm, Function<JcaSigner, X509Certificate> certify) {
        return onToken(object -> {
            if (objects.containsAlias(object)) {
                throw KeyRefusal.of("key-exists", location + " is there already and is not overwritten");
            }
            KeyPair pair = keyPair(algorithm);
            X509Certificate certificate =
                    certify.apply(signer(pair.getPrivate(), pair.getPublic().getEncoded()));
            objects.setKeyEntry(object, pair.getPrivate(), null, new Certificate[] {certificate});
            objects.store(null);
            return requireKept(key(object), object);
        });
    }

    private KeyPair keyPair(KeyAlgorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec(curve(algorithm)));
        return generator.generateKeyPair();
    }

    private String curve(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case ECDSA_P256 -> "secp256r1";
            case ECDSA_P384 -> "secp384r1";
            default -> throw KeyRefusal.unsuitable(location, "keys on a token are ecdsa-p256 or ecdsa-p384");
        };
    }

    private OpenKey key(String object) throws GeneralSecurityException {
        if (!(objects.getKey(object, null) instanceof PrivateKey key)
                || !(objects.getCertificate(object) instanceof X509Certificate certificate)) {
            throw KeyRefusal.missing(location, Collections.list(objects.aliases()));
        }
        KeyRefusal.requireForSignatures(location, certificate);
        PublicKey publicKey = KeyRefusal.reading(location, () -> Certificates.publicKeyOf(certificate));
        return new OpenKey(
                signer(key, publicKey.spki()), "PKCS#11 token " + location.uri().token());
    }

    private JcaSigner signer(PrivateKey key, byte[] spki) {
        return KeyRefusal.reading(location, () -> new JcaSigner(key, provider, PublicKey.fromSpki(spki)));
    }

    /** Whatever the token was asked for: the key must not be readable, or it is no better than a file. */
    private OpenKey requireKept(OpenKey key, String object) throws GeneralSecurityException {
        if (objects.getKey(object, null) instanceof PrivateKey made && made.getEncoded() == null) {
            return key;
        }
        objects.deleteEntry(object);
        throw KeyRefusal.unsuitable(location, "the token lets private keys out; the key was deleted");
    }

    /** What may fail on a token. */
    private interface Use<T> {
        T of(String object) throws GeneralSecurityException, IOException;
    }

    private <T> T onToken(Use<T> use) {
        try {
            return use.of(location.uri().object());
        } catch (GeneralSecurityException | IOException | ProviderException e) {
            throw KeyRefusal.ofToken(location.uri(), e);
        }
    }
}
