package io.suture.server.fleet;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import java.util.Map;

/** Why a device or a facility is refused. */
sealed interface FleetRefusal extends Refusal {

    /** The token is unknown, used, replaced or expired; which one is not said. */
    record TokenNotAccepted() implements FleetRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.ENROLMENT_TOKEN_REFUSED,
                    "The enrolment token is unknown, used or expired; ask for a new one.");
        }
    }

    /** The request does not prove possession of an acceptable key. */
    record RequestNotAccepted(String problem) implements FleetRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.CERTIFICATE_REQUEST_REFUSED,
                    "The certificate request is not accepted: " + problem + ".");
        }
    }

    /** The receipt names another device than the certificate. */
    record OtherDevice(String named) implements FleetRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.RECEIPT_DEVICE_MISMATCH,
                    "The receipt is not about the device that sends it.",
                    Map.of("named", named));
        }
    }

    /** The receipt is no receipt of an offered release, signed by the device. */
    record NoReceipt(String problem) implements FleetRefusal {

        @Override
        public Answer answer() {
            return Answer.of(ProblemType.RECEIPT_REFUSED, "The receipt is not accepted: " + problem + ".");
        }
    }

    /** Only a published release can be approved by a facility. */
    record NotPublished(String release, String state) implements FleetRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.ILLEGAL_TRANSITION,
                    "Release " + release + " is " + state + "; only a published release can be approved.",
                    Map.of("state", state));
        }
    }
}
