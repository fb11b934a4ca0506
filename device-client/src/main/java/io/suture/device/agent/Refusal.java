package io.suture.device.agent;

import io.suture.device.transport.TransportException;
import io.suture.trust.breakglass.BreakGlassException;
import io.suture.trust.director.DirectorException;
import io.suture.trust.gate.Blocker;
import io.suture.trust.gate.Finding;
import io.suture.trust.gate.SetAside;
import io.suture.trust.gate.Verdict;
import io.suture.trust.log.LogException;
import io.suture.trust.release.Incompatibility;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.TufException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why the device does not go on. Each has a code that is the same in output, receipts and documents. */
public sealed interface Refusal {

    /** Return the kebab-case code. */
    String code();

    /** Return one line for people. */
    String explain();

    /** Return whether the release is to blame, so that the server should learn of it; false if it may pass by itself. */
    default boolean reportable() {
        return true;
    }

    /** Repository metadata was refused. */
    record Metadata(TufException cause) implements Refusal {
        @Override
        public String code() {
            return cause.code();
        }

        @Override
        public String explain() {
            return String.valueOf(cause.getMessage());
        }
    }

    /** The director did not say this, not to this device, not now, or the product role says something else. */
    record DirectorRefused(DirectorException cause) implements Refusal {
        @Override
        public String code() {
            return cause.code();
        }

        @Override
        public String explain() {
            return String.valueOf(cause.getMessage());
        }
    }

    /** The release is not for this device. */
    record Incompatible(Incompatibility cause) implements Refusal {
        @Override
        public String code() {
            return cause.code();
        }

        @Override
        public String explain() {
            return cause.explain();
        }
    }

    /** The evidence does not meet the release policy: what is missing or wrong, and what was set aside. */
    record GateRefused(List<Finding> findings) implements Refusal {

        /** Return the refusal of a verdict. */
        static GateRefused of(Verdict verdict) {
            return new GateRefused(verdict.findings().stream()
                    .filter(finding -> finding instanceof Blocker || finding instanceof SetAside)
                    .toList());
        }

        @Override
        public String code() {
            return "gate-refused";
        }

        @Override
        public String explain() {
            return findings.stream()
                    .map(finding -> finding.code() + ": " + finding.explain())
                    .collect(Collectors.joining("; "));
        }
    }

    /** The log does not vouch for the release. */
    record LogRefused(LogException cause) implements Refusal {
        @Override
        public String code() {
            return cause.code();
        }

        @Override
        public String explain() {
            return String.valueOf(cause.getMessage());
        }
    }

    /** Two people did not allow this, not to this device, not now, or more than anybody may. */
    record BreakGlassRefused(BreakGlassException cause) implements Refusal {
        @Override
        public String code() {
            return cause.code();
        }

        @Override
        public String explain() {
            return String.valueOf(cause.getMessage());
        }
    }

    /** The log has no entry for the release. */
    record NotInLog(ReleaseId release) implements Refusal {
        @Override
        public String code() {
            return "not-in-log";
        }

        @Override
        public String explain() {
            return "the log has no publication of " + release;
        }
    }

    /** Certificate and configuration do not name the same device. */
    record IdentityMismatch(String expected, String found) implements Refusal {
        @Override
        public String code() {
            return "identity-mismatch";
        }

        @Override
        public String explain() {
            return "this device is " + expected + ", but " + found;
        }

        @Override
        public boolean reportable() {
            return false;
        }
    }

    /** A payload is not the one signed. */
    record TargetHashMismatch(String name, String found) implements Refusal {
        @Override
        public String code() {
            return "target-hash-mismatch";
        }

        @Override
        public String explain() {
            return name + " " + found;
        }
    }

    /** The manifest and the repository metadata do not speak of the same release or payload. */
    record ManifestMismatch(String field, String expected, String found) implements Refusal {
        @Override
        public String code() {
            return "manifest-mismatch";
        }

        @Override
        public String explain() {
            return field + ": expected " + expected + ", found " + found;
        }
    }

    /** A signed document is not what it should be. */
    record Malformed(String document, String problem) implements Refusal {
        @Override
        public String code() {
            return "malformed-document";
        }

        @Override
        public String explain() {
            return document + ": " + problem;
        }
    }

    /** The release was tried and rolled back before. */
    record RolledBackBefore(ReleaseId release) implements Refusal {
        @Override
        public String code() {
            return "rolled-back-before";
        }

        @Override
        public String explain() {
            return release + " failed on this device; it is tried again only on request";
        }

        @Override
        public boolean reportable() {
            return false;
        }
    }

    /** The server stopped offering the release before it was installed. */
    record Superseded(ReleaseId release) implements Refusal {
        @Override
        public String code() {
            return "superseded";
        }

        @Override
        public String explain() {
            return release + " is no longer assigned to this device";
        }
    }

    /** The device's own software says that it must not be restarted now. */
    record SafeStateRefused(String detail) implements Refusal {
        @Override
        public String code() {
            return "safe-state-refused";
        }

        @Override
        public String explain() {
            return "deferred: " + detail;
        }

        @Override
        public boolean reportable() {
            return false;
        }
    }

    /** Payloads and slot do not fit. */
    record DiskFull(long required, long free) implements Refusal {
        @Override
        public String code() {
            return "disk-full";
        }

        @Override
        public String explain() {
            return required + " bytes needed, " + free + " free";
        }
    }

    /** Writing, arming or starting the image failed. */
    record InstallFailed(String step, String problem) implements Refusal {
        @Override
        public String code() {
            return "install-failed";
        }

        @Override
        public String explain() {
            return problem;
        }
    }

    /** What a slot holds is not what was verified when it was written. */
    record Boot(Problem problem, String detail) implements Refusal {

        /** What is wrong. */
        enum Problem {
            SLOT_DAMAGED,
            SLOT_DIFFERS,
            IMAGE_DAMAGED,
            BUNDLE_MISSING,
            BUNDLE_DAMAGED,
            OLDER
        }

        @Override
        public String code() {
            return "boot-" + problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public String explain() {
            return detail;
        }
    }

    /** The server could not be asked. */
    record ServerUnreachable(TransportException cause) implements Refusal {
        @Override
        public String code() {
            return cause.code();
        }

        @Override
        public String explain() {
            return String.valueOf(cause.getMessage());
        }

        @Override
        public boolean reportable() {
            return false;
        }
    }
}
