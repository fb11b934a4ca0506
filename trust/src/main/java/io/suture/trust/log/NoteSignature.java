package io.suture.trust.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** One signature line of a note: {@code — <name> <base64(key id || signature)>}. */
final class NoteSignature {

    private static final String DOCUMENT = "note signature";
    private static final String PREFIX = "\u2014 ";
    private static final Pattern NAME = Pattern.compile("[^+\\s\\p{Z}\\p{Cc}]+");

    private final String name;
    private final int keyId;
    private final byte[] signature;

    NoteSignature(String name, int keyId, byte[] signature) {
        requireName(name);
        this.name = name;
        this.keyId = keyId;
        this.signature = signature;
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new MalformedLogDocument(DOCUMENT, "key name is empty or has spaces or a plus sign");
        }
    }

    static NoteSignature parse(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(PREFIX) || space < PREFIX.length()) {
            throw new MalformedLogDocument(DOCUMENT, "is not in the form '\u2014 name base64'");
        }
        byte[] bytes = StrictBase64.decode(DOCUMENT, line.substring(space + 1));
        if (bytes.length <= Integer.BYTES) {
            throw new MalformedLogDocument(DOCUMENT, "has no signature after the key id");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int keyId = buffer.getInt();
        byte[] signature = new byte[buffer.remaining()];
        buffer.get(signature);
        return new NoteSignature(line.substring(PREFIX.length(), space), keyId, signature);
    }

    String format() {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(keyId)
                .put(signature)
                .array();
        return PREFIX + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    boolean isBy(NoteKey key) {
        return name.equals(key.name()) && keyId == key.keyId();
    }

    /** Return the signature if this key made it over this text, empty if it is wrong. */
    Optional<VerifiedSignature> verify(NoteKey key, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(signature);
        boolean timed = key.type().isTimed();
        if (timed && bytes.remaining() < Long.BYTES) {
            return Optional.empty();
        }
        long time = timed ? bytes.getLong() : 0;
        byte[] bare = new byte[bytes.remaining()];
        bytes.get(bare);
        boolean right = time >= 0
                && time <= Instant.MAX.getEpochSecond()
                && key.publicKey().verify(key.type().message(name, time, text), bare);
        return right
                ? Optional.of(new VerifiedSignature(
                        key, time == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(time))))
                : Optional.empty();
    }
}
