package io.suture.trust.tuf;

import io.suture.trust.json.JsonObject;
import io.suture.trust.key.Pem;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Signs as another implementation of TUF would: the JDK's RSASSA-PSS. */
record RsaSigner(KeyPair pair, PublicKey publicKey) implements Signer {

    static RsaSigner generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return new RsaSigner(pair, PublicKey.fromTuf(describe(pair)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject describe(KeyPair pair) {
        String pem = Pem.encode("PUBLIC KEY", pair.getPublic().getEncoded());
        return JsonObject.builder()
                .put("keytype", "rsa")
                .put("scheme", "rsassa-pss-sha256")
                .put("keyval", JsonObject.builder().put("public", pem).build())
                .build();
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature pss = Signature.getInstance("RSASSA-PSS");
            pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            pss.initSign(pair.getPrivate());
            pss.update(message);
            return pss.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
