package io.suture.trust.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A private section of an audit entry. The log holds only its commitment, {@code SHA-256("audit-section/v1\n" || name ||
 * "\n" || salt || body)}; whoever is shown salt and body can check them, and once both are deleted nothing is left.
 */
public final class Section {

    /** Bytes of a salt. */
    public static final int SALT_BYTES = 32;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]{0,31}");
    private static final String DOMAIN = "audit-section/v1\n";

    private final String name;
    private final byte[] salt;
    private final byte[] body;

    /** Creates a section with its stored salt; the body is kept byte for byte. */
    public Section(String name, byte[] salt, byte[] body) {
        if (!NAME.matcher(name).matches() || salt.length != SALT_BYTES || body.length > LogLimits.SECTION_BYTES) {
            throw new MalformedLogDocument("audit section", "name, salt or size is not allowed");
        }
        this.name = name;
        this.salt = salt.clone();
        this.body = body.clone();
    }

    /** Creates a section with a fresh salt. */
    public static Section salted(String name, byte[] body, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Section(name, salt, body);
    }

    /** Return what the entry holds: 64 hex digits. */
    public String commitment() {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes((DOMAIN + name + "\n").getBytes(StandardCharsets.UTF_8));
        input.writeBytes(salt);
        input.writeBytes(body);
        return HexFormat.of().formatHex(MerkleTree.sha256().digest(input.toByteArray()));
    }

    /** Return the section's name, for example {@code actor}. */
    public String name() {
        return name;
    }

    /** Return a copy of the salt. */
    public byte[] salt() {
        return salt.clone();
    }

    /** Return a copy of the body. */
    public byte[] body() {
        return body.clone();
    }
}
