package io.suture.trust.log;

import io.suture.trust.key.Signer;
import java.nio.ByteBuffer;

/**
 * Signs notes.
 *
 * @param key the key that verifies
 * @param signer its private half
 */
public record NoteSigner(NoteKey key, Signer signer) {

    /** Checks that both are of one pair. */
    public NoteSigner {
        if (!key.publicKey().equals(signer.publicKey())) {
            throw new MalformedLogDocument(NoteKey.DOCUMENT, "is not of the signer");
        }
    }

    /** Creates the signer of a log's own checkpoints, with an Ed25519 or an ML-DSA-44 key. */
    public NoteSigner(String origin, Signer signer) {
        this(new NoteKey(origin, signer.publicKey()), signer);
    }

    /** Creates the signer of a witness, with an Ed25519 or an ML-DSA-44 key. */
    public static NoteSigner ofWitness(String name, Signer signer) {
        return new NoteSigner(NoteKey.ofWitness(name, signer.publicKey()), signer);
    }

    /** Return the key's name, which for a log is its origin. */
    public String name() {
        return key.name();
    }

    /** Signs a text; the time is used where the type has one. */
    NoteSignature sign(String text, long time) {
        NoteKeyType type = key.type();
        if (type == NoteKeyType.COSIGNATURE_V1 && time <= 0) {
            throw new MalformedLogDocument("cosignature", "needs a time");
        }
        byte[] signature = signer.sign(type.message(name(), time, text));
        return new NoteSignature(name(), key.keyId(), type.isTimed() ? timed(time, signature) : signature);
    }

    private static byte[] timed(long time, byte[] signature) {
        return ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(time)
                .put(signature)
                .array();
    }
}
