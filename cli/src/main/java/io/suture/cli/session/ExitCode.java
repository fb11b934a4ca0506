package io.suture.cli.session;

/** What the command line answers to a script. */
public enum ExitCode {
    /** The command did what it was asked. */
    DONE(0),
    /** The server refused, or a verification failed. */
    REFUSED(1),
    /** The command line, a file it names or the profile is wrong. */
    USAGE(2),
    /** The server could not be reached, or broke off. */
    UNREACHABLE(3),
    /** The server does not know the person, or the person may not do this. */
    NOT_AUTHORISED(4);

    private final int value;

    ExitCode(int value) {
        this.value = value;
    }

    /** Return the number a process ends with. */
    public int value() {
        return value;
    }
}
