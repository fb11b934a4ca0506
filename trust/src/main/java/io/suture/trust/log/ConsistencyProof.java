package io.suture.trust.log;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A proof that a log only grew, in the form of the add-checkpoint body of C2SP tlog-witness, so that a device and a
 * witness read the same bytes.
 *
 * @param oldSize the size that the reader already trusts
 * @param hashes the consistency path
 * @param newCheckpointNote the newer signed checkpoint, verbatim
 */
public record ConsistencyProof(long oldSize, List<TreeHash> hashes, String newCheckpointNote) {

    private static final String DOCUMENT = "consistency proof";

    /** Checks size and number of hashes. */
    public ConsistencyProof {
        hashes = List.copyOf(hashes);
        if (oldSize < 0 || hashes.size() > LogLimits.PROOF_HASHES) {
            throw new MalformedLogDocument(DOCUMENT, "old size " + oldSize + ", " + hashes.size() + " hashes");
        }
    }

    /** Parses a proof body. */
    public static ConsistencyProof parse(byte[] bytes) {
        ProofFile file = ProofFile.parse(DOCUMENT, bytes);
        List<String> lines = file.header();
        if (lines.isEmpty()) {
            throw new MalformedLogDocument(DOCUMENT, "has no line 'old'");
        }
        long oldSize = Lines.decimal(DOCUMENT, Lines.value(DOCUMENT, "old", lines.getFirst()));
        return new ConsistencyProof(oldSize, Lines.hashes(DOCUMENT, lines.subList(1, lines.size())), file.note());
    }

    /** Return whether the proof speaks of these two sizes; whether it is right is for {@link Proofs} to say. */
    boolean joins(long older, long newer) {
        String text = SignedNote.parse(newCheckpointNote).unverifiedText();
        return oldSize == older && Checkpoint.parse(text).size() == newer;
    }

    /** Return the proof body as text. */
    public String format() {
        return ProofFile.format("old " + oldSize, hashes, newCheckpointNote);
    }

    /** Return the proof body as bytes. */
    public byte[] toBytes() {
        return format().getBytes(StandardCharsets.UTF_8);
    }
}
