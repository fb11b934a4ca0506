package io.suture.trust.gate;

/** The short name of a predicate type, as commands and sentences use it. */
final class PredicateName {

    private static final String PREFIX = "urn:suture:predicate:";
    private static final String SUFFIX = ":v1";

    private PredicateName() {}

    static String of(String type) {
        return type.startsWith(PREFIX) && type.endsWith(SUFFIX)
                ? type.substring(PREFIX.length(), type.length() - SUFFIX.length())
                : type;
    }
}
