package io.suture.trust.key;

import java.util.Arrays;
import java.util.Optional;

/** What would break an algorithm: a role can demand valid signatures of each family (ADR 0013). */
public enum KeyFamily {

    /** Elliptic curves and RSA: broken by a large quantum computer. */
    CLASSICAL("classical"),

    /** Lattices (FIPS 204): young, believed to stand against one. */
    POST_QUANTUM("post-quantum");

    private final String word;

    KeyFamily(String word) {
        this.word = word;
    }

    /** Return the word in JSON, for example {@code post-quantum}. */
    public String word() {
        return word;
    }

    /** Return the family of the given word. */
    public static Optional<KeyFamily> ofWord(String word) {
        return Arrays.stream(values())
                .filter(family -> family.word.equals(word))
                .findFirst();
    }
}
