package io.suture.trust.gate;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.Meaning;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.Manifest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the rules look at.
 *
 * @param rule what is required
 * @param manifest the release
 * @param authenticated evidence signed by the person it names
 * @param counted the part of it that the policy lets count
 * @param present payload digests of the envelopes that are here undamaged, counted or not
 * @param now the instant of evaluation
 */
record Case(
        ReleaseRule rule,
        Manifest manifest,
        List<Evidence<?>> authenticated,
        List<Evidence<?>> counted,
        Set<Digest> present,
        Instant now) {

    /** Return the counted evidence of one kind. */
    <T extends HumanPredicate> List<Evidence<T>> counted(Class<T> kind) {
        return counted.stream()
                .filter(evidence -> kind.isInstance(evidence.predicate()))
                .map(evidence -> new Evidence<>(
                        evidence.digest(), kind.cast(evidence.predicate()), evidence.person(), evidence.methods()))
                .toList();
    }

    /** Return the duties that a person has, in whatever role, and that exclude this one. */
    List<String> excluding(Duty duty, String person) {
        return rule.separationOfDuties().stream()
                .map(pair -> pair.forbidding(duty))
                .flatMap(Optional::stream)
                .filter(other -> hasDuty(other, person))
                .map(Duty::json)
                .toList();
    }

    private boolean hasDuty(Duty duty, String person) {
        return authenticated.stream()
                .filter(evidence -> evidence.personId().equals(person))
                .map(Evidence::predicate)
                .filter(claim -> claim.type().equals(duty.predicate()))
                .anyMatch(claim -> QualityApproval.meaningOf(claim)
                        .map(Meaning.APPROVAL::equals)
                        .orElse(true));
    }

    /** Return whether as many different people as the policy asks for signed. */
    boolean enough(String type, Collection<? extends Evidence<?>> evidence) {
        return people(evidence).size() >= threshold(type);
    }

    /** Return whether the policy asks for this kind. */
    boolean required(String type) {
        return rule.requirement(type).isPresent();
    }

    /** Return the roles that may sign this kind. */
    List<String> roles(String type) {
        return rule.requirement(type).map(Requirement::roles).orElse(List.of());
    }

    /** Return the different people, sorted. */
    static List<String> people(Collection<? extends Evidence<?>> evidence) {
        return evidence.stream().map(Evidence::personId).distinct().sorted().toList();
    }

    private int threshold(String type) {
        return rule.requirement(type).map(Requirement::threshold).orElse(0);
    }
}
