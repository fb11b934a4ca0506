package io.suture.trust.log;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A detached inclusion proof (C2SP tlog-proof, file extension {@code .tlog-proof}). The optional {@code extra} line is
 * read and dropped, for nothing authenticates it.
 *
 * @param index the entry's place in the log
 * @param hashes the path, the leaf's sibling first
 * @param checkpointNote the signed checkpoint, verbatim
 */
public record TlogProof(long index, List<TreeHash> hashes, String checkpointNote) {

    private static final String DOCUMENT = "tlog-proof";
    private static final String HEADER = "c2sp.org/tlog-proof@v1";

    /** Checks index and number of hashes. */
    public TlogProof {
        hashes = List.copyOf(hashes);
        if (index < 0 || hashes.size() > LogLimits.PROOF_HASHES) {
            throw new MalformedLogDocument(DOCUMENT, "index " + index + ", " + hashes.size() + " hashes");
        }
    }

    /** Parses a proof file. */
    public static TlogProof parse(byte[] bytes) {
        ProofFile file = ProofFile.parse(DOCUMENT, bytes);
        List<String> lines = file.header();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new MalformedLogDocument(DOCUMENT, "does not start with " + HEADER);
        }
        lines = withoutExtra(lines.subList(1, lines.size()));
        if (lines.isEmpty()) {
            throw new MalformedLogDocument(DOCUMENT, "has no line 'index'");
        }
        long index = Lines.decimal(DOCUMENT, Lines.value(DOCUMENT, "index", lines.getFirst()));
        return new TlogProof(index, Lines.hashes(DOCUMENT, lines.subList(1, lines.size())), file.note());
    }

    /** Return the proof file as text. */
    public String format() {
        return ProofFile.format(HEADER + "\nindex " + index, hashes, checkpointNote);
    }

    /** Return the proof file as bytes. */
    public byte[] toBytes() {
        return format().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> withoutExtra(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().startsWith("extra ")) {
            return lines;
        }
        StrictBase64.decode(DOCUMENT, lines.getFirst().substring("extra ".length()));
        return lines.subList(1, lines.size());
    }
}
