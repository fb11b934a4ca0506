package io.suture.trust.log;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.PublicKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A verifier key of a note (C2SP signed-note, "Verifier keys"), Ed25519 only, type byte 0x01.
 *
 * @param name the key's name, which for a log is its origin
 * @param publicKey the Ed25519 key
 */
public record NoteKey(String name, PublicKey publicKey) {

    private static final String DOCUMENT = "verifier key";
    private static final byte ED25519 = 0x01;
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** Checks name and algorithm. */
    public NoteKey {
        NoteSignature.requireName(name);
        if (publicKey.algorithm() != KeyAlgorithm.ED25519) {
            throw new MalformedLogDocument(DOCUMENT, "is not an Ed25519 key");
        }
    }

    /** Parses {@code name+hex(key id)+base64(type || key)}; base64 may contain more plus signs. */
    public static NoteKey parse(String vkey) {
        int first = vkey.indexOf('+');
        int second = vkey.indexOf('+', first + 1);
        if (first < 0 || second < 0) {
            throw new MalformedLogDocument(DOCUMENT, "is not in the form name+id+key");
        }
        byte[] material = StrictBase64.decode(DOCUMENT, vkey.substring(second + 1));
        if (material.length != 33 || material[0] != ED25519) {
            throw new MalformedLogDocument(DOCUMENT, "is not an Ed25519 key of type 1");
        }
        NoteKey key = new NoteKey(vkey.substring(0, first), fromRaw(material));
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

    /** Return the first four bytes of {@code SHA-256(name || 0x0A || 0x01 || key)}. */
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
        return ByteBuffer.allocate(33).put(ED25519).put(publicKey.raw()).array();
    }

    private static PublicKey fromRaw(byte[] material) {
        byte[] spki = ByteBuffer.allocate(SPKI_PREFIX.length + 32)
                .put(SPKI_PREFIX)
                .put(material, 1, 32)
                .array();
        try {
            return PublicKey.fromSpki(spki);
        } catch (KeyFormatException e) {
            throw new MalformedLogDocument(DOCUMENT, String.valueOf(e.getMessage()));
        }
    }
}
