package io.suture.trust.log;

import java.util.List;

/**
 * A log's tree head (tlog-checkpoint), three lines: origin, size, root. Extension lines are refused: Suture's logs
 * never write one, and not every signature covers them.
 *
 * @param origin the log's name, which is also the name of its key
 * @param size the number of entries
 * @param root the RFC 6962 root at that size
 */
public record Checkpoint(String origin, long size, TreeHash root) {

    private static final String DOCUMENT = "checkpoint";

    /** Checks the origin and the size. */
    public Checkpoint {
        if (origin.isEmpty() || origin.chars().anyMatch(c -> c < ' ')) {
            throw new MalformedLogDocument(DOCUMENT, "origin is empty or has control characters");
        }
        if (size < 0 || (size == 0 && !root.equals(MerkleTree.EMPTY_ROOT))) {
            throw new MalformedLogDocument(DOCUMENT, "size " + size + " cannot have root " + root);
        }
    }

    /** Parses the text of a note. */
    public static Checkpoint parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 3) {
            throw new MalformedLogDocument(DOCUMENT, "has " + lines.size() + " lines, not 3");
        }
        Checkpoint checkpoint =
                new Checkpoint(lines.get(0), Lines.decimal(DOCUMENT, lines.get(1)), TreeHash.ofBase64(lines.get(2)));
        if (!checkpoint.format().equals(text)) {
            throw new MalformedLogDocument(DOCUMENT, "is not in its one spelling");
        }
        return checkpoint;
    }

    /** Return the note text. */
    public String format() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }
}
