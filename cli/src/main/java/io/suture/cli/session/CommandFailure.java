package io.suture.cli.session;

import io.suture.trust.json.JsonObject;

/** A command that cannot be completed: what to tell the person, and how the process ends. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String code;
    private final transient JsonObject data;

    /** Creates the failure with the server's or the check's own data. */
    public CommandFailure(ExitCode exitCode, String code, String message, JsonObject data) {
        super(message);
        this.exitCode = exitCode;
        this.code = code;
        this.data = data;
    }

    /** Creates the failure. */
    public CommandFailure(ExitCode exitCode, String code, String message) {
        this(exitCode, code, message, JsonObject.EMPTY);
    }

    /** Return a failure of the command line itself. */
    public static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, "usage", message);
    }

    /** Return a refusal that was found on this side. */
    public static CommandFailure refused(String code, String message) {
        return new CommandFailure(ExitCode.REFUSED, code, message);
    }

    /** Return how the process ends. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** Return the kebab-case code of the problem. */
    public String code() {
        return code;
    }

    /** Return the failure for machines. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("error", code)
                .put("message", String.valueOf(getMessage()))
                .put("exitCode", exitCode.value())
                .put("data", data)
                .build();
    }
}
