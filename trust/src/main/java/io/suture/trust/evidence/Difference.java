package io.suture.trust.evidence;

/**
 * What a comparison found: two things that must be equal and are not.
 *
 * @param expected what it should be
 * @param found what it is
 */
public record Difference(String expected, String found) {

    static Difference of(Object expected, Object found) {
        return new Difference(expected.toString(), found.toString());
    }
}
