package io.suture.trust.tuf;

import io.suture.trust.key.KeyFamily;
import java.time.Instant;

/** Why a client refuses what a repository offers; {@link #code()} is stable, the subtypes carry the data. */
public abstract sealed class TufException extends RuntimeException {

    private final String code;

    private TufException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Return the stable kebab-case name of the refusal. */
    public String code() {
        return code;
    }

    /** There is no trusted root to start from (TUF 5.2). */
    public static final class TrustedRootMissing extends TufException {

        /** Create the refusal. */
        public TrustedRootMissing() {
            super("trusted-root-missing", "there is no trusted root metadata to start from");
        }
    }

    /** The repository does not have a file that it must have. */
    public static final class FileMissing extends TufException {

        private final String fileName;

        /** Create the refusal. */
        public FileMissing(String fileName) {
            super("file-missing", "the repository does not have " + fileName);
            this.fileName = fileName;
        }

        /** Return the file asked for. */
        public String fileName() {
            return fileName;
        }
    }

    /** The metadata is not what the format demands, or of another role. */
    public static final class MetadataMalformed extends TufException {

        private final String role;
        private final String problem;

        /** Create the refusal. */
        public MetadataMalformed(String role, String problem) {
            super("metadata-malformed", role + " metadata is malformed: " + problem);
            this.role = role;
            this.problem = problem;
        }

        /** Return the role. */
        public String role() {
            return role;
        }

        /** Return what is wrong and where. */
        public String problem() {
            return problem;
        }
    }

    /** Endless data attack: a file is larger than it may be. */
    public static final class FileTooLarge extends TufException {

        private final String name;
        private final long limit;

        /** Create the refusal. */
        public FileTooLarge(String name, long limit) {
            super("file-too-large", name + " is larger than " + limit + " bytes");
            this.name = name;
            this.limit = limit;
        }

        /** Return the file asked for. */
        public String name() {
            return name;
        }

        /** Return the most bytes it may have. */
        public long limit() {
            return limit;
        }
    }

    /** Arbitrary software attack: too few of the role's keys signed (TUF 5.3.4, 5.4.2, 5.5.3, 5.6.3). */
    public static final class ThresholdNotMet extends TufException {

        private final String role;
        private final int required;
        private final int verified;

        /** Create the refusal. */
        public ThresholdNotMet(String role, int required, int verified) {
            super(
                    "signature-threshold-not-met",
                    role + " metadata has " + verified + " of " + required + " required signatures");
            this.role = role;
            this.required = required;
            this.verified = verified;
        }

        /** Return the role. */
        public String role() {
            return role;
        }

        /** Return how many keys must sign. */
        public int required() {
            return required;
        }

        /** Return how many keys did. */
        public int verified() {
            return verified;
        }
    }

    /** Arbitrary software attack by who broke one family of algorithms: too few keys of another signed (ADR 0013). */
    public static final class FamilyThresholdNotMet extends TufException {

        private final String role;
        private final KeyFamily family;
        private final int required;
        private final int verified;

        /** Create the refusal. */
        public FamilyThresholdNotMet(String role, KeyFamily family, int required, int verified) {
            super(
                    "signature-family-threshold-not-met",
                    role + " metadata has " + verified + " of " + required + " required signatures of family "
                            + family.word());
            this.role = role;
            this.family = family;
            this.required = required;
            this.verified = verified;
        }

        /** Return the role. */
        public String role() {
            return role;
        }

        /** Return the family. */
        public KeyFamily family() {
            return family;
        }

        /** Return how many keys of the family must sign. */
        public int required() {
            return required;
        }

        /** Return how many keys of the family did. */
        public int verified() {
            return verified;
        }
    }

    /** Freeze attack: the newest metadata offered is no longer valid (TUF 5.3.10, 5.4.4, 5.5.6, 5.6.5). */
    public static final class MetadataExpired extends TufException {

        private final String role;
        private final Instant expires;
        private final Instant now;

        /** Create the refusal. */
        public MetadataExpired(String role, Instant expires, Instant now) {
            super("metadata-expired", role + " metadata expired at " + expires + ", it is " + now);
            this.role = role;
            this.expires = expires;
            this.now = now;
        }

        /** Return the role. */
        public String role() {
            return role;
        }

        /** Return when it expired. */
        public Instant expires() {
            return expires;
        }

        /** Return the time of the update. */
        public Instant now() {
            return now;
        }
    }

    /** Rollback attack: an older version than the trusted one (TUF 5.4.3, 5.5.5). */
    public static final class MetadataRollback extends TufException {

        private final String role;
        private final long trusted;
        private final long offered;

        /** Create the refusal. */
        public MetadataRollback(String role, long trusted, long offered) {
            super("metadata-rollback", role + " metadata version " + offered + " is older than trusted " + trusted);
            this.role = role;
            this.trusted = trusted;
            this.offered = offered;
        }

        /** Return the role. */
        public String role() {
            return role;
        }

        /** Return the version seen before. */
        public long trusted() {
            return trusted;
        }

        /** Return the version offered. */
        public long offered() {
            return offered;
        }
    }

    /** Rollback attack: a role that was listed in the snapshot is no longer (TUF 5.5.5). */
    public static final class RoleRemoved extends TufException {

        private final String role;

        /** Create the refusal. */
        public RoleRemoved(String role) {
            super("metadata-role-removed", "the new snapshot no longer lists " + role);
            this.role = role;
        }

        /** Return the role. */
        public String role() {
            return role;
        }
    }

    /** Mix-and-match attack: not the version that is expected here (TUF 5.3.5, 5.5.4, 5.6.4). */
    public static final class VersionMismatch extends TufException {

        private final String role;
        private final long expected;
        private final long offered;

        /** Create the refusal. */
        public VersionMismatch(String role, long expected, long offered) {
            super(
                    "metadata-version-mismatch",
                    role + " metadata version " + expected + " is expected, " + offered + " is offered");
            this.role = role;
            this.expected = expected;
            this.offered = offered;
        }

        /** Return the role. */
        public String role() {
            return role;
        }

        /** Return the version that fits. */
        public long expected() {
            return expected;
        }

        /** Return the version offered. */
        public long offered() {
            return offered;
        }
    }

    /** A file is not the one that signed metadata describes (TUF 5.5.2, 5.6.2, 5.7.3). */
    public static final class LengthOrHashMismatch extends TufException {

        private final String name;

        /** Create the refusal. */
        public LengthOrHashMismatch(String name, String problem) {
            super("length-or-hash-mismatch", name + ": " + problem);
            this.name = name;
        }

        /** Return the role or target path. */
        public String name() {
            return name;
        }
    }

    /** A delegated role is not listed in the snapshot (TUF 5.6). */
    public static final class RoleNotInSnapshot extends TufException {

        private final String role;

        /** Create the refusal. */
        public RoleNotInSnapshot(String role) {
            super("role-not-in-snapshot", "the snapshot does not list " + role);
            this.role = role;
        }

        /** Return the role. */
        public String role() {
            return role;
        }
    }

    /** A role that must be delegated is not (ADR 0017). */
    public static final class RoleNotDelegated extends TufException {

        private final String delegator;
        private final String role;

        /** Create the refusal. */
        public RoleNotDelegated(String delegator, String role) {
            super("role-not-delegated", delegator + " does not delegate to " + role);
            this.delegator = delegator;
            this.role = role;
        }

        /** Return the role that should delegate. */
        public String delegator() {
            return delegator;
        }

        /** Return the role that nobody may sign. */
        public String role() {
            return role;
        }
    }

    /** No role that may vouch for the path does (TUF 5.6.7, 5.7.1). */
    public static final class TargetNotFound extends TufException {

        private final String path;

        /** Create the refusal. */
        public TargetNotFound(String path) {
            super("target-not-found", "no role vouches for " + path);
            this.path = path;
        }

        /** Return the target path. */
        public String path() {
            return path;
        }
    }

    /** The search for a target visits too many roles (TUF 5.6.7.1). */
    public static final class TooManyDelegations extends TufException {

        private final String path;
        private final int limit;

        /** Create the refusal. */
        public TooManyDelegations(String path, int limit) {
            super("too-many-delegations", "more than " + limit + " roles would be visited for " + path);
            this.path = path;
            this.limit = limit;
        }

        /** Return the target path. */
        public String path() {
            return path;
        }

        /** Return the most roles. */
        public int limit() {
            return limit;
        }
    }
}
