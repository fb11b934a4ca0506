package io.suture.trust.key;

/**
 * A TUF key identifier; opaque when looked up (TUF 4.2).
 *
 * @param value normally the SHA-256 of the key's canonical TUF form, hexadecimal
 */
public record KeyId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
