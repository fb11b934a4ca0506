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
        public Answer answer() {
            return Answer.of(
                    ProblemType.TOO_LARGE, "The file has more than " + limit + " bytes.", Map.of("limit", limit));
        }
    }

    /** The bytes have another digest than announced. */
    record WrongDigest(Digest expected, Digest actual) implements BlobRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.DIGEST_MISMATCH,
                    "The bytes that arrived have another digest than announced.",
                    Map.of("expected", expected.toString(), "actual", actual.toString()));
        }
    }

    /** Fewer or more bytes than announced. */
    record WrongLength(long expected, long actual) implements BlobRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.INCOMPLETE_UPLOAD,
                    "%d bytes were announced, %d arrived.".formatted(expected, actual),
                    Map.of("expected", expected, "actual", actual));
        }
    }

    /** The disk is full, or would be. */
    record StorageFull() implements BlobRefusal {

        @Override
        public Answer answer() {
            return Answer.of(ProblemType.STORAGE_FULL, "The server has no space for this file.");
        }
    }

    /** Too many uploads at one time. */
    record TooManyUploads(int limit) implements BlobRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.UNAVAILABLE,
                    "%d uploads are running; try again.".formatted(limit),
                    Map.of("limit", limit));
        }
    }
}
