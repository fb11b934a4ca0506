package io.suture.trust.log;

/** A reason not to believe a log, a proof or a note. Every one has a code and its data. */
public abstract sealed class LogException extends RuntimeException
        permits MalformedLogDocument,
                CheckpointNotSigned,
                WrongOrigin,
                QuorumNotMet,
                CosignatureOlder,
                CheckpointTooOld,
                InvalidProof,
                NotInLog,
                EntryMismatch,
                LogFork,
                CheckpointOlder,
                ConsistencyProofMissing {

    private final String code;

    LogException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Return the kebab-case code that API, device and documents use. */
    public String code() {
        return code;
    }
}
