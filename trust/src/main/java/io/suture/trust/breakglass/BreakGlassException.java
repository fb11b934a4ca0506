package io.suture.trust.breakglass;

import io.suture.trust.digest.Digest;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.release.ReleaseId;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** A reason not to follow an authorisation. Every one has a code and its data. */
public abstract sealed class BreakGlassException extends RuntimeException {

    private final String code;

    BreakGlassException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Return the kebab-case code that device and documents use. */
    public String code() {
        return code;
    }

    /** The policy role vouches for no break-glass policy, so nobody may break the glass. */
    public static final class PolicyMissing extends BreakGlassException {

        public PolicyMissing() {
            super("break-glass-policy-missing", "the policy role lists no " + BreakGlassPolicy.PATH);
        }
    }

    /** Fewer than two different listed people signed. */
    public static final class SignersMissing extends BreakGlassException {

        private final Set<String> signed;

        SignersMissing(Set<String> signed) {
            super(
                    "break-glass-signers-missing",
                    "signed by %s of the listed people, %d different ones needed"
                            .formatted(new TreeSet<>(signed), BreakGlassLimits.SIGNERS));
            this.signed = Set.copyOf(signed);
        }

        public Set<String> signed() {
            return signed;
        }
    }

    /** It is for another device. */
    public static final class ForOtherDevice extends BreakGlassException {

        private final DeviceIdentity device;
        private final DeviceIdentity named;

        ForOtherDevice(DeviceIdentity device, DeviceIdentity named) {
            super(
                    "break-glass-for-other-device",
                    "this is %s/%s, the authorisation names %s/%s"
                            .formatted(device.manufacturer(), device.device(), named.manufacturer(), named.device()));
            this.device = device;
            this.named = named;
        }

        public DeviceIdentity device() {
            return device;
        }

        public DeviceIdentity named() {
            return named;
        }
    }

    /** It is for another manifest than the one that the product role vouches for. */
    public static final class ForOtherManifest extends BreakGlassException {

        private final Digest named;
        private final Digest vouchedFor;

        ForOtherManifest(Digest named, Digest vouchedFor) {
            super(
                    "break-glass-for-other-manifest",
                    "the authorisation names manifest %s, the product role %s".formatted(named, vouchedFor));
            this.named = named;
            this.vouchedFor = vouchedFor;
        }

        public Digest named() {
            return named;
        }

        public Digest vouchedFor() {
            return vouchedFor;
        }
    }

    /** It is out of date. */
    public static final class Expired extends BreakGlassException {

        private final Instant until;
        private final Instant clock;

        Expired(Instant until, Instant clock) {
            super("break-glass-expired", "valid until %s, this device's clock says %s".formatted(until, clock));
            this.until = until;
            this.clock = clock;
        }

        public Instant until() {
            return until;
        }

        public Instant clock() {
            return clock;
        }
    }

    /** This device has used it before. */
    public static final class Used extends BreakGlassException {

        private final Digest authorisation;

        public Used(Digest authorisation) {
            super("break-glass-used", "authorisation " + authorisation + " was used before: it counts once");
            this.authorisation = authorisation;
        }

        public Digest authorisation() {
            return authorisation;
        }
    }

    /** It names a check that nobody may lift, or that this manufacturer's policy does not let be lifted. */
    public static final class NotLiftable extends BreakGlassException {

        private final String check;

        NotLiftable(String check) {
            super("break-glass-not-liftable", "check '" + check + "' may not be lifted");
            this.check = check;
        }

        public String check() {
            return check;
        }
    }

    /** It does not lift the director's choice, and the director chose something else. */
    public static final class NotAssigned extends BreakGlassException {

        private final ReleaseId release;

        public NotAssigned(ReleaseId release) {
            super(
                    "break-glass-not-assigned",
                    release + " is not assigned to this device, and check 'assignment' is not lifted");
            this.release = release;
        }

        public ReleaseId release() {
            return release;
        }
    }
}
