package io.suture.server.blob;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.trust.digest.Digest;
import java.util.Map;

/** Why bytes are not stored. */
public sealed interface BlobRefusal extends Refusal {

    /** More bytes than one blob may have. */
    record TooLarge(long limit) implements BlobRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.TOO_LARGE;
        }

        @Override
        public String detail() {
            return "The file has more than " + limit + " bytes.";
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("limit", limit);
        }
    }

    /** The bytes have another digest than announced. */
    record WrongDigest(Digest expected, Digest actual) implements BlobRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.DIGEST_MISMATCH;
        }

        @Override
        public String detail() {
            return "The bytes that arrived have another digest than announced.";
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("expected", expected.toString(), "actual", actual.toString());
        }
    }

    /** Fewer or more bytes than announced. */
    record WrongLength(long expected, long actual) implements BlobRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.INCOMPLETE_UPLOAD;
        }

        @Override
        public String detail() {
            return "%d bytes were announced, %d arrived.".formatted(expected, actual);
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("expected", expected, "actual", actual);
        }
    }

    /** The disk is full, or would be. */
    record StorageFull() implements BlobRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.STORAGE_FULL;
        }

        @Override
        public String detail() {
            return "The server has no space for this file.";
        }
    }

    /** Too many uploads at one time. */
    record TooManyUploads(int limit) implements BlobRefusal {

        @Override
        public ProblemType type() {
            return ProblemType.UNAVAILABLE;
        }

        @Override
        public String detail() {
            return "%d uploads are running; try again.".formatted(limit);
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("limit", limit);
        }
    }
}
