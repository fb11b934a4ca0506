package io.suture.trust.evidence;

import io.suture.trust.evidence.Check.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs checks and keeps their outcomes. Whatever goes wrong inside one is its failure, and only its own; but that a log cannot
 * be asked ends the verification.
 */
final class Checks {

    private final List<Check> done = new ArrayList<>();

    /** Runs a check that establishes a fact. */
    <T> Fact<T> run(String id, Supplier<T> body, Function<T, String> detail) {
        try {
            T value = body.get();
            done.add(Check.passed(id, detail.apply(value)));
            return new Fact<>(id, Optional.of(value));
        } catch (CheckEnd e) {
            done.add(new Check(id, e.outcome(), e.detail(), e.difference()));
        } catch (LogSourceException e) {
            throw e;
        } catch (RuntimeException e) {
            done.add(new Check(
                    id, Outcome.FAIL, e.getClass().getSimpleName() + ": " + e.getMessage(), Optional.empty()));
        }
        return new Fact<>(id, Optional.empty());
    }

    /** Runs a check that only passes or fails; the body returns the detail. */
    void run(String id, Supplier<String> body) {
        run(id, body, Function.identity());
    }

    Report report(List<String> notProven) {
        return new Report(done, notProven);
    }
}
