package io.suture.trust.director;

import io.suture.trust.digest.Digest;
import io.suture.trust.pki.DeviceIdentity;
import java.time.Instant;

/** A reason not to follow the director. Every one has a code and its data. */
public abstract sealed class DirectorException extends RuntimeException {

    private final String code;

    DirectorException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Return the kebab-case code that API, device and documents use. */
    public String code() {
        return code;
    }

    /** The policy role vouches for no director policy, so nobody is the director. */
    public static final class PolicyMissing extends DirectorException {

        public PolicyMissing() {
            super("director-policy-missing", "the policy role lists no " + DirectorPolicy.PATH);
        }
    }

    /** Too few of the director's keys signed this answer. */
    public static final class SignatureMissing extends DirectorException {

        private final int required;
        private final int verified;

        SignatureMissing(int required, int verified) {
            super(
                    "director-signature-missing",
                    "signed by %d of the director's keys, %d needed".formatted(verified, required));
            this.required = required;
            this.verified = verified;
        }

        public int required() {
            return required;
        }

        public int verified() {
            return verified;
        }
    }

    /** The answer is for another device or another manufacturer's device. */
    public static final class ForOtherDevice extends DirectorException {

        private final DeviceIdentity asked;
        private final DeviceIdentity named;

        ForOtherDevice(DeviceIdentity asked, DeviceIdentity named) {
            super(
                    "assignment-for-other-device",
                    "this is %s/%s, the assignment names %s/%s"
                            .formatted(asked.manufacturer(), asked.device(), named.manufacturer(), named.device()));
            this.asked = asked;
            this.named = named;
        }

        public DeviceIdentity asked() {
            return asked;
        }

        public DeviceIdentity named() {
            return named;
        }
    }

    /** The answer is to another question. */
    public static final class Replayed extends DirectorException {

        private final Nonce sent;
        private final Nonce named;

        Replayed(Nonce sent, Nonce named) {
            super("assignment-replayed", "nonce %s was sent, the assignment has %s".formatted(sent, named));
            this.sent = sent;
            this.named = named;
        }

        public Nonce sent() {
            return sent;
        }

        public Nonce named() {
            return named;
        }
    }

    /** The answer is out of date, or the device's clock is ahead. */
    public static final class Expired extends DirectorException {

        private final Instant until;
        private final Instant clock;

        Expired(Instant until, Instant clock) {
            super("assignment-expired", "valid until %s, this device's clock says %s".formatted(until, clock));
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

    /** Director and product role do not speak of the same manifest. */
    public static final class Disagrees extends DirectorException {

        private final AssignedRelease assigned;
        private final Digest vouchedFor;

        Disagrees(AssignedRelease assigned, Digest vouchedFor) {
            super(
                    "director-disagrees",
                    "%s: the director names manifest %s, the product role %s"
                            .formatted(assigned, assigned.manifest(), vouchedFor));
            this.assigned = assigned;
            this.vouchedFor = vouchedFor;
        }

        public AssignedRelease assigned() {
            return assigned;
        }

        public Digest vouchedFor() {
            return vouchedFor;
        }
    }
}
