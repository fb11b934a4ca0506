package io.suture.trust.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which the private {@link Section}s of one data subject are stored (AES-256-GCM). What is sealed is {@code nonce[12] || ciphertext(salt[32] || body) || tag[16]}
 * with the event's id and the section's name as associated data: a sealed section cannot be moved to another entry.
 */
public final class SectionKey {

    /** Bytes of an id. */
    public static final int ID_BYTES = 16;

    /** Bytes of a key. */
    public static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";

    private final byte[] id;
    private final byte[] key;

    private SectionKey(byte[] id, byte[] key) {
        this.id = id.clone();
        this.key = key.clone();
    }

    /** Make a key with a random id. */
    public static SectionKey generate(SecureRandom random) {
        byte[] bytes = new byte[ID_BYTES + KEY_BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    /** Read {@code id || key}. */
    public static SectionKey of(byte[] bytes) {
        if (bytes.length != ID_BYTES + KEY_BYTES) {
            throw new MalformedLogDocument("section key", "has " + bytes.length + " bytes");
        }
        return new SectionKey(Arrays.copyOf(bytes, ID_BYTES), Arrays.copyOfRange(bytes, ID_BYTES, bytes.length));
    }

    /** Return {@code id || key}. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(ID_BYTES + KEY_BYTES).put(id).put(key).array();
    }

    /** Return the id in hexadecimal, which says nothing about the subject. */
    public String id() {
        return HexFormat.of().formatHex(id);
    }

    /** Return the section sealed for an event. */
    public byte[] seal(String event, Section section, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = ByteBuffer.allocate(Section.SALT_BYTES + section.body().length)
                .put(section.salt())
                .put(section.body())
                .array();
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, event, section.name(), plain);
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** Return the section; fails when it was changed, or moved from another event or name. */
    public Section open(String event, String name, byte[] sealed) {
        if (sealed.length < NONCE_BYTES) {
            throw new MalformedLogDocument("sealed section", name + " of event " + event + " is too short");
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] plain =
                crypt(Cipher.DECRYPT_MODE, nonce, event, name, Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
        return new Section(
                name,
                Arrays.copyOf(plain, Section.SALT_BYTES),
                Arrays.copyOfRange(plain, Section.SALT_BYTES, plain.length));
    }

    /** Return 64 hex digits that stand for a text about the subject: equal for equal texts, and nothing without the key. */
    public String blind(String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] crypt(int mode, byte[] nonce, String event, String section, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((event + "\n" + section).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new MalformedLogDocument("sealed section", section + " of event " + event + " was changed");
        }
    }
}
