package io.suture.server.signing;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.trust.gate.Finding;
import io.suture.trust.gate.Verdict;
import java.util.List;
import java.util.Map;

/** Why nothing was signed. */
sealed interface SigningRefusal extends Refusal {

    /** The gate refuses the release. */
    record Blocked(Verdict verdict) implements SigningRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.RELEASE_BLOCKED,
                    "The gate refuses the release: %d blocker(s)."
                            .formatted(verdict.blockers().size()),
                    Map.of(
                            "findings",
                            verdict.blockers().stream().map(Blocked::finding).toList()));
        }

        private static Map<String, Object> finding(Finding finding) {
            return Map.of("rule", finding.rule(), "code", finding.code(), "explain", finding.explain());
        }
    }

    /** A stored file no longer has the digest that was validated (reliability case B8). */
    record PayloadCorrupt(String name) implements SigningRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.PAYLOAD_CORRUPT,
                    "The stored file '" + name + "' is missing or does not have the digest that was validated.",
                    Map.of("file", name));
        }
    }

    /** No signed checkpoint covers the evidence yet; it soon will, or the log is in trouble. */
    record EvidenceNotLogged() implements SigningRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.UNAVAILABLE,
                    "The log has no signed checkpoint over all evidence of the release yet; try again.");
        }
    }

    /** There is no policy to evaluate the release against. */
    record NoPolicy() implements SigningRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.POLICY_MISSING,
                    "The repository has no release policy and people yet; publish the offline metadata first.");
        }
    }

    /** The offline metadata delegate to no role of this product. */
    record NoDelegation(String product) implements SigningRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.DELEGATION_MISSING,
                    "The repository has no role for product " + product + "; publish offline metadata that name it.",
                    Map.of("product", product));
        }
    }

    /** Offline metadata or policies are not acceptable. */
    record OfflineRefused(String code, String problem) implements SigningRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.METADATA_REFUSED,
                    "The offline metadata are not accepted: " + problem + ".",
                    Map.of("reason", code));
        }
    }

    /** A new log policy would take their places in the log from releases that the uploader did not name. */
    record ReleasesStranded(List<Stranded> releases) implements SigningRefusal {

        public ReleasesStranded {
            releases = List.copyOf(releases);
        }

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.RELEASES_STRANDED,
                    "The new log policy does not accept the checkpoints that the evidence of %d release(s) leads to; publish their payloads under new versions and withdraw them, or name them in acceptStranded."
                            .formatted(releases.size()),
                    Map.of("releases", releases.stream().map(Stranded::describe).toList()));
        }
    }

    /** The upload holds published example keys. */
    record ExampleKeys(List<String> where) implements SigningRefusal {

        public ExampleKeys {
            where = List.copyOf(where);
        }

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.EXAMPLE_KEY_REFUSED,
                    "Published example keys, which everybody has, are used in " + String.join(", ", where) + ".");
        }
    }
}
