package io.suture.trust.evidence;

import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.TreeHash;
import io.suture.trust.log.WitnessPolicy;
import io.suture.trust.log.WitnessedCheckpoint;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/** The checks of a checkpoint that a whole log and a single proof share. */
final class CheckpointChecks {

    private final Checks checks;
    private final LogGiven given;

    CheckpointChecks(Checks checks, LogGiven given) {
        this.checks = checks;
        this.given = given;
    }

    /** Return the checkpoint if the log signed it. */
    Fact<Checkpoint> signed(Fact<String> note) {
        return checks.run(
                "checkpoint-signed",
                () -> failing(() -> given.policy().openUnwitnessed(note.get())),
                checkpoint ->
                        checkpoint.origin() + " signed size " + checkpoint.size() + " with every algorithm listed");
    }

    /** Return when a witness last signed it, if the quorum did. */
    Optional<Instant> quorum(Fact<String> note) {
        Fact<WitnessedCheckpoint> witnessed =
                checks.run("witness-quorum", () -> witnessed(note.get()), CheckpointChecks::cosigners);
        return witnessed.value().flatMap(WitnessedCheckpoint::newestCosignature);
    }

    /**
     * Compares with the checkpoint seen before.
     *
     * @param roots the root of the log at a size, empty if it cannot be computed here
     */
    void earlier(Fact<Checkpoint> now, LongFunction<Optional<TreeHash>> roots) {
        checks.run("earlier-checkpoint", () -> {
            String note = given.earlier()
                    .orElseThrow(() -> new OpenCheck(
                            "no checkpoint from elsewhere was given: that the log was cut or rewritten with its own key"
                                    + " cannot be seen"));
            Checkpoint seen = failing(() -> given.policy().openUnwitnessed(note));
            Checkpoint present = now.get();
            if (seen.size() > present.size()) {
                throw new FailedCheck("the log was longer before", seen.size(), present.size());
            }
            TreeHash root = roots.apply(seen.size())
                    .orElseThrow(() -> new OpenCheck("the root at size " + seen.size() + " cannot be computed here"));
            if (!root.equals(seen.root())) {
                throw new FailedCheck("at size " + seen.size() + " the log was another one", seen.root(), root);
            }
            return "the log begins with the " + seen.size() + " entries seen before";
        });
    }

    private WitnessedCheckpoint witnessed(String note) {
        LogPolicy policy = given.policy();
        WitnessedCheckpoint witnessed = failing(() -> policy.verify(note));
        if (policy.witnesses().quorum().equals(WitnessPolicy.NONE)) {
            throw new OpenCheck(
                    "the policy demands no witness: only the log's own key says that others see the same log");
        }
        return witnessed;
    }

    private static String cosigners(WitnessedCheckpoint witnessed) {
        return String.join(", ", witnessed.cosigned().keySet()) + ", last at "
                + witnessed.newestCosignature().map(Instant::toString).orElse("no time");
    }

    private static <T> T failing(java.util.function.Supplier<T> opening) {
        try {
            return opening.get();
        } catch (LogException e) {
            throw new FailedCheck(e.code() + ": " + e.getMessage());
        }
    }
}
