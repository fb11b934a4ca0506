package io.suture.cli.release;

/** What can be asked of a release after its submission. */
public enum Step {
    /** The product role signs it, if the gate accepts. */
    SIGN("signing", "signed"),
    /** Devices can see it. */
    PUBLISH("publication", "published"),
    /** No device gets it until it is resumed. */
    SUSPEND("suspension", "suspended"),
    /** Takes a suspension back. */
    RESUME("resumption", "resumed"),
    /** Takes it out of the repository for good. */
    WITHDRAW("withdrawal", "withdrawn"),
    /** Ends it before publication. */
    REJECT("rejection", "rejected");

    private final String path;
    private final String done;

    Step(String path, String done) {
        this.path = path;
        this.done = done;
    }

    String path() {
        return path;
    }

    String done() {
        return done;
    }
}
