package io.suture.trust.log;

import io.suture.trust.key.Signer;
import java.nio.charset.StandardCharsets;

/**
 * Signs notes under a name with an Ed25519 key.
 *
 * @param name the key's name, which for a log is its origin
 * @param signer the key
 */
public record NoteSigner(String name, Signer signer) {

    /** Checks name and algorithm. */
    public NoteSigner {
        new NoteKey(name, signer.publicKey());
    }

    /** Return the key that verifies. */
    public NoteKey key() {
        return new NoteKey(name, signer.publicKey());
    }

    NoteSignature sign(String text) {
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        return new NoteSignature(name, key().keyId(), signature);
    }
}
