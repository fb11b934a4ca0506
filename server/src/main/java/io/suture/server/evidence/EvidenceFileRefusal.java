package io.suture.server.evidence;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.trust.digest.Digest;
import java.util.List;
import java.util.Map;

/** Why an evidence file is not taken or not handed out, or a statement not taken because of its files. */
sealed interface EvidenceFileRefusal extends Refusal {

    /** A statement names files that nobody uploaded. */
    record Missing(List<Digest> files) implements EvidenceFileRefusal {

        private static final int SHOWN = 20;

        /** Copies the digests. */
        public Missing {
            files = List.copyOf(files);
        }

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.EVIDENCE_FILE_MISSING,
                    "The statement names %d file(s) that were not uploaded; upload them with: suture evidence upload FILE..."
                            .formatted(files.size()),
                    Map.of(
                            "files",
                            files.stream().limit(SHOWN).map(Digest::toString).toList()));
        }
    }

    /** The statement names more files than one may. */
    record TooManyNamed(int limit) implements EvidenceFileRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.EVIDENCE_REFUSED,
                    "A statement names at most %d files.".formatted(limit),
                    Map.of("limit", limit));
        }
    }

    /** The manufacturer uploaded as many new files as it may within a day. */
    record TooManyToday(int limit) implements EvidenceFileRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.TOO_MANY_REQUESTS,
                    "A manufacturer uploads at most %d evidence files within 24 hours.".formatted(limit),
                    Map.of("limit", limit));
        }
    }

    /** The stored bytes are no longer those that were uploaded; uploading them again repairs it. */
    record Damaged(Digest file) implements EvidenceFileRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.PAYLOAD_CORRUPT,
                    "The stored bytes of evidence file %s are damaged; upload the file again.".formatted(file),
                    Map.of("file", file.toString()));
        }
    }
}
