package io.suture.device.install;

/** The image could not be written, armed or started. */
public final class InstallFailedException extends RuntimeException {

    private final String step;

    public InstallFailedException(String step, String problem) {
        super(step + ": " + problem);
        this.step = step;
    }

    /** Return what was being done. */
    public String step() {
        return step;
    }
}
