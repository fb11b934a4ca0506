package io.suture.server.audit;

/**
 * Whose private sections an entry has: the sections of one subject are sealed under one key, so that destroying it erases
 * them wherever they are, backups too.
 *
 * @param kind {@code person}, {@code device} or {@code log}
 * @param id the id within the kind
 */
public record DataSubject(String kind, String id) {

    private static final String CLAIMED = "claimed";

    /** What concerns no person and no device. */
    static final DataSubject NOBODY = new DataSubject("log", "");

    /** Return the subject that is a person. */
    public static DataSubject person(String id) {
        return new DataSubject("person", id);
    }

    /** Returns the person whom somebody only says to be: whoever asks must not make keys by it. */
    static DataSubject claimed(String id) {
        return new DataSubject(CLAIMED, id);
    }

    /** Returns whether nobody has shown that this subject exists. */
    boolean isClaimed() {
        return kind.equals(CLAIMED);
    }

    /** Return the subject that is a device. */
    public static DataSubject device(String id) {
        return new DataSubject("device", id);
    }

    @Override
    public String toString() {
        return kind + "/" + id;
    }
}
