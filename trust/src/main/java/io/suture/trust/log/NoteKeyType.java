package io.suture.trust.log;

import io.suture.trust.key.KeyAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The signature types of C2SP signed-note that Suture makes and verifies, each with the message it signs. */
public enum NoteKeyType {

    /** Ed25519 over the text (signed-note, "Ed25519 signatures"): logs. */
    ED25519(0x01, KeyAlgorithm.ED25519),

    /** Ed25519 over a time and the text (tlog-cosignature, "Ed25519 signed message"): witnesses. */
    COSIGNATURE_V1(0x04, KeyAlgorithm.ED25519),

    /** ML-DSA-44 over a time and the tree head (tlog-cosignature, "ML-DSA-44 signed message"): logs and witnesses. */
    ML_DSA_44(0x06, KeyAlgorithm.ML_DSA_44);

    private static final byte[] SUBTREE_LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_NAME = 255;

    private final byte identifier;
    private final KeyAlgorithm algorithm;

    NoteKeyType(int identifier, KeyAlgorithm algorithm) {
        this.identifier = (byte) identifier;
        this.algorithm = algorithm;
    }

    /** Return the type that signs a log's own checkpoints with keys of the algorithm. */
    static NoteKeyType ofLog(KeyAlgorithm algorithm) {
        return of(algorithm, ED25519, ML_DSA_44);
    }

    /** Return the type that signs other logs' checkpoints with keys of the algorithm. */
    static NoteKeyType ofWitness(KeyAlgorithm algorithm) {
        return of(algorithm, COSIGNATURE_V1, ML_DSA_44);
    }

    static NoteKeyType ofIdentifier(byte identifier) {
        return Arrays.stream(values())
                .filter(type -> type.identifier == identifier)
                .findFirst()
                .orElseThrow(() -> new MalformedLogDocument(NoteKey.DOCUMENT, "is not of type 1, 4 or 6"));
    }

    /** Return the algorithm of the keys. */
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** Return the byte that stands for the type in key ids and verifier keys. */
    byte identifier() {
        return identifier;
    }

    /** Return whether a signature states a time. */
    boolean isTimed() {
        return this != ED25519;
    }

    /** Return whether a witness may use it; with type 1 a witness could be made to sign as a log. */
    public boolean isForWitnesses() {
        return isTimed();
    }

    /** Return whether a log may use it for its own checkpoints. */
    public boolean isForLogs() {
        return this != COSIGNATURE_V1;
    }

    /**
     * Return what is signed.
     *
     * @param name the key's name
     * @param time seconds since the epoch, where the type has them
     * @param text the note's text
     */
    byte[] message(String name, long time, String text) {
        return switch (this) {
            case ED25519 -> text.getBytes(StandardCharsets.UTF_8);
            case COSIGNATURE_V1 -> ("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8);
            case ML_DSA_44 -> subtree(name, time, Checkpoint.parse(text));
        };
    }

    private static byte[] subtree(String name, long time, Checkpoint checkpoint) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(message)) {
            out.write(SUBTREE_LABEL);
            writeName(out, name);
            out.writeLong(time);
            writeName(out, checkpoint.origin());
            out.writeLong(0);
            out.writeLong(checkpoint.size());
            out.write(checkpoint.root().bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return message.toByteArray();
    }

    private static void writeName(DataOutputStream out, String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_NAME) {
            throw new MalformedLogDocument("cosigned message", "a name has more than " + MAX_NAME + " bytes");
        }
        out.write(bytes.length);
        out.write(bytes);
    }

    private static NoteKeyType of(KeyAlgorithm algorithm, NoteKeyType classical, NoteKeyType postQuantum) {
        if (classical.algorithm == algorithm) {
            return classical;
        }
        if (postQuantum.algorithm == algorithm) {
            return postQuantum;
        }
        throw new MalformedLogDocument(NoteKey.DOCUMENT, "is neither an Ed25519 nor an ML-DSA-44 key");
    }
}
