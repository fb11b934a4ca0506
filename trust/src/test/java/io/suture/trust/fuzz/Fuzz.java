package io.suture.trust.fuzz;

/** What Jazzer calls, again and again, for the target named by the property {@code suture.fuzz.target}. */
public final class Fuzz {

    private static final FuzzTarget TARGET = FuzzTarget.valueOf(System.getProperty("suture.fuzz.target"));

    private Fuzz() {}

    /** Load what the target needs, so that its first input is not charged with it. */
    public static void fuzzerInitialize() {
        TARGET.check(new byte[0]);
    }

    /** Throw if a property does not hold for the bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        TARGET.check(bytes);
    }
}
