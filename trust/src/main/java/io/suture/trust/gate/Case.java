package io.suture.trust.gate;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.Manifest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the rules look at.
 *
 * @param policy what is required
 * @param manifest the release
 * @param authenticated evidence signed by the person it names
 * @param counted the part of it that was signed in a permitted role
 * @param present payload digests of the envelopes that are here undamaged, counted or not
 * @param now the instant of evaluation
 */
record Case(
        ReleasePolicy policy,
        Manifest manifest,
        List<Evidence<?>> authenticated,
        List<Evidence<?>> counted,
        Set<Digest> present,
        Instant now) {

    /** Return the counted evidence of one kind. */
    <T extends HumanPredicate> List<Evidence<T>> counted(Class<T> kind) {
        return select(counted, kind);
    }

    /** Return the ids of people who signed evidence of one kind, in whatever role. */
    <T extends HumanPredicate> Set<String> actors(Class<T> kind) {
        return select(authenticated, kind).stream().map(Evidence::personId).collect(Collectors.toSet());
    }

    /** Return whether as many different people as the policy asks for signed. */
    boolean enough(String type, Collection<? extends Evidence<?>> evidence) {
        return people(evidence).size() >= threshold(type);
    }

    /** Return whether the policy asks for this kind. */
    boolean required(String type) {
        return policy.requirement(type).isPresent();
    }

    /** Return the roles that may sign this kind. */
    List<String> roles(String type) {
        return policy.requirement(type).map(Requirement::roles).orElse(List.of());
    }

    /** Return the different people, sorted. */
    static List<String> people(Collection<? extends Evidence<?>> evidence) {
        return evidence.stream().map(Evidence::personId).distinct().sorted().toList();
    }

    private int threshold(String type) {
        return policy.requirement(type).map(Requirement::threshold).orElse(0);
    }

    private static <T extends HumanPredicate> List<Evidence<T>> select(List<Evidence<?>> all, Class<T> kind) {
        return all.stream()
                .filter(evidence -> kind.isInstance(evidence.predicate()))
                .map(evidence -> new Evidence<>(evidence.digest(), kind.cast(evidence.predicate()), evidence.person()))
                .toList();
    }
}
