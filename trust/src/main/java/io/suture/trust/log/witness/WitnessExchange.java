package io.suture.trust.log.witness;

import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.CheckpointNotSigned;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.HashReader;
import io.suture.trust.log.LogException;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.NoteKey;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.VerifiedSignature;
import io.suture.trust.log.WitnessPolicy.Witness;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A log's side of {@code add-checkpoint} with one witness: make the request from the size the witness last signed, read the
 * answer. The caller sends, remembers the size for the next checkpoint, and asks again once after {@link
 * WitnessAnswer.ResendFrom}.
 *
 * @param witness whom to ask, and the keys it may answer with
 * @param note the checkpoint, signed by the log
 */
public record WitnessExchange(Witness witness, String note) {

    /** Most bytes of an answer: a signature line of each key, and as many strangers. */
    public static final int ANSWER_BYTES = 64 * 1024;

    private static final Pattern SIZE_LINE = Pattern.compile("(0|[1-9][0-9]{0,18})\n");

    /**
     * Return the request.
     *
     * @param oldSize the size the witness last signed, 0 if unknown; at most the checkpoint's
     * @param hashes the log's tree
     */
    public ConsistencyProof request(long oldSize, HashReader hashes) {
        return new ConsistencyProof(
                oldSize, MerkleTree.consistencyProof(oldSize, checkpoint().size(), hashes), note);
    }

    /** Return what an answer means. Signatures of keys that the policy does not list for this witness are dropped. */
    public WitnessAnswer read(int status, String contentType, byte[] body) {
        if (body.length > ANSWER_BYTES) {
            return new WitnessAnswer.Unusable("more than " + ANSWER_BYTES + " bytes");
        }
        String text = new String(body, StandardCharsets.UTF_8);
        return switch (status) {
            case 200 -> signatures(text);
            case 409 -> size(contentType, text);
            case 422 -> new WitnessAnswer.Contradicted(shortened(text));
            default -> new WitnessAnswer.Unusable("status " + status + ": " + shortened(text));
        };
    }

    /** Return the note with the lines of answers added, in the order given. */
    public static String assemble(String note, List<String> lines) {
        return SignedNote.parse(note).with(String.join("", lines)).format();
    }

    private WitnessAnswer signatures(String lines) {
        try {
            SignedNote answered = SignedNote.parse(checkpoint().format() + "\n" + lines);
            List<NoteKey> keys = witness.keys();
            List<VerifiedSignature> signatures = answered.signatures(keys);
            return signatures.stream().anyMatch(signature -> signature.time().isPresent())
                    ? new WitnessAnswer.Cosigned(answered.linesOf(keys), signatures)
                    : new WitnessAnswer.Unusable("no signature by a listed key that states a time");
        } catch (CheckpointNotSigned e) {
            return new WitnessAnswer.Unusable(e.problem());
        } catch (LogException e) {
            return new WitnessAnswer.Unusable(String.valueOf(e.getMessage()));
        }
    }

    private WitnessAnswer size(String contentType, String text) {
        if (!contentType.equals(Verdict.OtherSize.CONTENT_TYPE)
                || !SIZE_LINE.matcher(text).matches()) {
            return new WitnessAnswer.Unusable("status 409 without a size");
        }
        try {
            long size = Long.parseLong(text.strip());
            return size > checkpoint().size() ? new WitnessAnswer.Ahead(size) : new WitnessAnswer.ResendFrom(size);
        } catch (NumberFormatException e) {
            return new WitnessAnswer.Unusable("a size out of range");
        }
    }

    private Checkpoint checkpoint() {
        return Checkpoint.parse(SignedNote.parse(note).unverifiedText());
    }

    private static String shortened(String text) {
        String printable = text.strip().replaceAll("[^ -~]", "?");
        return printable.substring(0, Math.min(printable.length(), 200));
    }
}
