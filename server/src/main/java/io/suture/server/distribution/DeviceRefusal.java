package io.suture.server.distribution;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import java.util.Map;

/** Why the device listener does not answer a request, or anybody gets no file of a repository. */
sealed interface DeviceRefusal extends Refusal {

    /** The certificate is not the current one of an enrolled device. */
    record CertificateNotAccepted() implements DeviceRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.DEVICE_REVOKED,
                    "The certificate is not the current certificate of an enrolled device.");
        }
    }

    /** There is no such resource, or not for this device. */
    record NoSuchResource() implements DeviceRefusal {

        @Override
        public Answer answer() {
            return Answer.of(ProblemType.NOT_FOUND, "There is no such resource for this device.");
        }
    }

    /** The file belongs to a release that is no longer offered. */
    record NoLongerOffered(String state) implements DeviceRefusal {

        @Override
        public Answer answer() {
            return Answer.of(ProblemType.GONE, "The release of this file is " + state + ".", Map.of("state", state));
        }
    }

    /** No byte of the file lies in the range. */
    record RangeNotSatisfiable(long length) implements DeviceRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.RANGE_NOT_SATISFIABLE, "The file has " + length + " bytes.", Map.of("length", length));
        }
    }

    /** The method is not offered here. */
    record MethodNotAllowed(String allow) implements DeviceRefusal {

        @Override
        public Answer answer() {
            return Answer.of(ProblemType.METHOD_NOT_ALLOWED, "Allowed: " + allow + ".");
        }
    }

    /** A file that signed metadata names cannot be read as it should be. */
    record FileUnavailable() implements DeviceRefusal {

        @Override
        public Answer answer() {
            return Answer.of(ProblemType.UNAVAILABLE, "The file is not available now.");
        }
    }
}
