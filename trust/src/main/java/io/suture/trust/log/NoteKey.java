package io.suture.trust.log;

import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.PublicKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A verifier key of a note (C2SP signed-note, "Verifier keys").
 *
 * @param name the key's name: the origin of a log, the name of a witness
 * @param type what its signatures are over
 * @param publicKey the key, of the type's algorithm
 */
public record NoteKey(String name, NoteKeyType type, PublicKey publicKey) {

    static final String DOCUMENT = "verifier key";

    /** Checks name and algorithm. */
    public NoteKey {
        NoteSignature.requireName(name);
        if (publicKey.algorithm() != type.algorithm()) {
            throw new MalformedLogDocument(DOCUMENT, "is not a key of " + type.algorithm());
        }
    }

    /** Creates the key of a log: type 1 for Ed25519, type 6 for ML-DSA-44. */
    public NoteKey(String name, PublicKey publicKey) {
        this(name, NoteKeyType.ofLog(publicKey.algorithm()), publicKey);
    }

    /** Creates the key of a witness: type 4 for Ed25519, type 6 for ML-DSA-44. */
    public static NoteKey ofWitness(String name, PublicKey publicKey) {
        return new NoteKey(name, NoteKeyType.ofWitness(publicKey.algorithm()), publicKey);
    }

    /** Parses {@code name+hex(key id)+base64(type || key)}; base64 may contain more plus signs. */
    public static NoteKey parse(String vkey) {
        int first = vkey.indexOf('+');
        int second = vkey.indexOf('+', first + 1);
        if (first < 0 || second < 0) {
            throw new MalformedLogDocument(DOCUMENT, "is not in the form name+id+key");
        }
        byte[] material = StrictBase64.decode(DOCUMENT, vkey.substring(second + 1));
        NoteKey key = of(vkey.substring(0, first), material);
        if (!key.vkey().equals(vkey)) {
            throw new MalformedLogDocument(DOCUMENT, "key id does not belong to name and key");
        }
        return key;
    }

    /** Return the text form. */
    public String vkey() {
        return name + "+" + HexFormat.of().toHexDigits(keyId()) + "+"
                + Base64.getEncoder().encodeToString(material());
    }

    /** Return the first four bytes of {@code SHA-256(name || 0x0A || type || key)}. */
    int keyId() {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        input.write('\n');
        input.writeBytes(material());
        return ByteBuffer.wrap(MerkleTree.sha256().digest(input.toByteArray())).getInt();
    }

    @Override
    public String toString() {
        return vkey();
    }

    private byte[] material() {
        byte[] raw = publicKey.raw();
        return ByteBuffer.allocate(1 + raw.length)
                .put(type.identifier())
                .put(raw)
                .array();
    }

    private static NoteKey of(String name, byte[] material) {
        if (material.length == 0) {
            throw new MalformedLogDocument(DOCUMENT, "is empty");
        }
        NoteKeyType type = NoteKeyType.ofIdentifier(material[0]);
        byte[] raw = Arrays.copyOfRange(material, 1, material.length);
        try {
            return new NoteKey(name, type, PublicKey.fromRaw(type.algorithm(), raw));
        } catch (KeyFormatException e) {
            throw new MalformedLogDocument(DOCUMENT, String.valueOf(e.getMessage()));
        }
    }
}
