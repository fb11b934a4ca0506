package io.suture.trust.gate;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.StandardPredicate;
import io.suture.trust.attest.Waiver;
import io.suture.trust.digest.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the policy lets authenticated evidence count: result, training, role, way of signing; of exceptions, the rule. */
record Admission(ReleaseRule rule, Instant now) {

    Optional<SetAside> refusal(Evidence<?> evidence) {
        HumanPredicate claim = evidence.predicate();
        Digest digest = evidence.digest();
        Instant signedAt = claim.signature().signedAt();
        if (rule.trainingValid() && !evidence.person().isTrainedAt(signedAt)) {
            return Optional.of(new SetAside.TrainingNotValid(digest, evidence.personId(), signedAt));
        }
        if (claim instanceof Waiver waiver) {
            return waiver(evidence, waiver);
        }
        return claim instanceof StandardPredicate standard && !standard.passes()
                ? Optional.of(new SetAside.ResultNotPassed(digest, evidence.personId()))
                : required(evidence);
    }

    private Optional<SetAside> required(Evidence<?> evidence) {
        return rule.required().stream()
                .filter(requirement -> requirement.isAbout(evidence.predicate()))
                .findFirst()
                .flatMap(requirement -> required(evidence, requirement));
    }

    private static Optional<SetAside> required(Evidence<?> evidence, Requirement requirement) {
        String name = PredicateName.of(requirement.predicate());
        if (!evidence.person().hasAnyOf(requirement.roles())) {
            return Optional.of(
                    new SetAside.RoleNotPermitted(evidence.digest(), evidence.personId(), name, requirement.roles()));
        }
        if (evidence.methods().stream().noneMatch(requirement::permits)) {
            List<String> methods =
                    requirement.methods().stream().map(SigningMethod::json).toList();
            return Optional.of(new SetAside.MethodNotPermitted(evidence.digest(), evidence.personId(), name, methods));
        }
        return Optional.empty();
    }

    private Optional<SetAside> waiver(Evidence<?> evidence, Waiver waiver) {
        Digest digest = evidence.digest();
        String person = evidence.personId();
        Optional<ExceptionRule> permitted = rule.exception(waiver.rule());
        if (permitted.isEmpty()) {
            return Optional.of(new SetAside.ExceptionNotPermitted(digest, person, waiver.rule()));
        }
        if (!evidence.person().hasAnyOf(permitted.get().roles())) {
            return Optional.of(new SetAside.RoleNotPermitted(
                    digest,
                    person,
                    PredicateName.of(Waiver.TYPE),
                    permitted.get().roles()));
        }
        int maxDays = permitted.get().maxDays();
        Instant end = waiver.validUntil();
        if (end.isAfter(waiver.signature().signedAt().plus(Duration.ofDays(maxDays)))) {
            return Optional.of(new SetAside.ExceptionTooLong(digest, person, waiver.rule(), maxDays));
        }
        return now.isBefore(end)
                ? Optional.empty()
                : Optional.of(new SetAside.ExceptionLapsed(digest, person, waiver.rule(), end));
    }
}
