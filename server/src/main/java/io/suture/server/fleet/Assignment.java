package io.suture.server.fleet;

import io.suture.trust.director.AssignedRelease;
import io.suture.trust.release.ReleaseId;

/** What a device should do at its next poll. */
public sealed interface Assignment {

    /** Install this release. */
    record Install(AssignedRelease release) implements Assignment {}

    /** Keep what is installed. */
    record Nothing(Reason reason) implements Assignment {}

    /** Why a device gets nothing. */
    sealed interface Reason {

        /** Return the stable code. */
        String code();

        /** Return one sentence for a person. */
        String explain();
    }

    /** The device runs the newest release. */
    record UpToDate(String version) implements Reason {

        @Override
        public String code() {
            return "up-to-date";
        }

        @Override
        public String explain() {
            return "Version " + version + " is the newest release offered for this product.";
        }
    }

    /** A release fits, the facility has not approved it. */
    record AwaitingFacilityApproval(ReleaseId release, String facility) implements Reason {

        @Override
        public String code() {
            return "awaiting-facility-approval";
        }

        @Override
        public String explain() {
            return "Release " + release + " waits for the approval of facility " + facility + ".";
        }
    }

    /** Nothing is offered for the product. */
    record NoRelease(String product) implements Reason {

        @Override
        public String code() {
            return "no-release";
        }

        @Override
        public String explain() {
            return "No release is offered for product " + product + ".";
        }
    }

    /** The hardware cannot take any update. */
    record HardwareNotUpdatable(String revision, String why) implements Reason {

        @Override
        public String code() {
            return "hardware-not-updatable";
        }

        @Override
        public String explain() {
            return "Hardware revision " + revision + " cannot be updated: " + why + ".";
        }
    }

    /** No newer release is made for this device. */
    record NotCompatible(ReleaseId release, String incompatibility) implements Reason {

        @Override
        public String code() {
            return "not-compatible";
        }

        @Override
        public String explain() {
            return "Release " + release + " is not made for this device (" + incompatibility + ").";
        }
    }
}
