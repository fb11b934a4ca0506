package io.suture.trust.tuf;

/** Compares content that arrives piece by piece with the listed length and hashes of a target (TUF 5.7.2, 5.7.3). */
public final class TargetCheck {

    private final TargetFile file;
    private final Hashes.Running hashes;
    private long length;

    TargetCheck(TargetFile file) {
        this.file = file;
        this.hashes = new Hashes.Running(file.hashes());
    }

    /** Take the first {@code count} bytes of the buffer; refuse what goes beyond the listed length. */
    public void update(byte[] buffer, int count) {
        length += count;
        if (length > file.length()) {
            throw new TufException.FileTooLarge(file.path(), file.length());
        }
        hashes.update(buffer, count);
    }

    /** Refuse what has arrived unless it is the listed file; at least one of its hashes must be of a known algorithm. */
    public void finish() {
        if (length != file.length()) {
            throw new TufException.LengthOrHashMismatch(file.path(), "length " + length + ", listed " + file.length());
        }
        hashes.verify(file.path());
    }
}
