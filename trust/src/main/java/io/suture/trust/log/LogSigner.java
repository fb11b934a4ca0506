package io.suture.trust.log;

import java.time.Instant;
import java.util.List;

/**
 * A log's own keys, one of each algorithm: signs checkpoints with all of them (tlog-checkpoint), and believes only
 * checkpoints that all of them signed.
 *
 * @param signers each named as the log
 */
public record LogSigner(List<NoteSigner> signers) {

    /** Checks that the keys are of one log, and apart. */
    public LogSigner {
        signers = List.copyOf(signers);
        policy(signers);
    }

    /** Returns the log's name. */
    public String origin() {
        return signers.getFirst().name();
    }

    /** Returns the log's keys. */
    public List<NoteKey> keys() {
        return policy().keys();
    }

    /** Returns the note, checked with the public keys before anybody sees it; signatures that have a time state this one. */
    public String sign(Checkpoint checkpoint, Instant at) {
        String note = SignedNote.sign(checkpoint.format(), at, signers.toArray(NoteSigner[]::new))
                .format();
        open(note);
        return note;
    }

    /** Returns the checkpoint of a note that every key of the log signed; refuses any other. */
    public Checkpoint open(String note) {
        return policy().openUnwitnessed(note);
    }

    private LogPolicy policy() {
        return policy(signers);
    }

    private static LogPolicy policy(List<NoteSigner> signers) {
        return new LogPolicy(
                1,
                signers.getFirst().name(),
                signers.stream().map(signer -> signer.key().vkey()).toList());
    }
}
