package io.suture.trust.gate;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.Meaning;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of evidence that a release needs.
 *
 * @param predicate the predicate type
 * @param roles a signer must have one of these
 * @param threshold how many different people must sign
 * @param methods how they may sign; empty for any
 * @param meaning what a quality approval must mean; empty for {@code approval}, and for every other predicate
 */
public record Requirement(
        String predicate, List<String> roles, int threshold, List<SigningMethod> methods, Optional<Meaning> meaning) {

    /** Most people a requirement may ask for. */
    public static final int MAX_THRESHOLD = 32;

    private static final Set<String> MEMBERS = Set.of("predicate", "roles", "threshold", "methods", "meaning");

    /** Checks roles, threshold and meaning. */
    public Requirement {
        roles = List.copyOf(roles);
        methods = List.copyOf(methods);
        if (roles.isEmpty() || threshold < 1 || threshold > MAX_THRESHOLD) {
            throw new MalformedDocumentException("required", "a role and a threshold of 1 to 32 are expected");
        }
        if (meaning.isPresent() && !predicate.equals(QualityApproval.TYPE)) {
            throw new MalformedDocumentException("meaning", "only a quality approval has one");
        }
    }

    /** Any method, and approvals that mean approval. */
    public Requirement(String predicate, List<String> roles, int threshold) {
        this(predicate, roles, threshold, List.of(), Optional.empty());
    }

    static Requirement of(JsonObject json) {
        Documents.requireOnly(json, MEMBERS);
        return new Requirement(
                Documents.text(json, "predicate"),
                json.strings("roles"),
                PolicyJson.number(json, "threshold"),
                PolicyJson.optionalList(json, "methods", word -> SigningMethod.ofJson("methods", word)),
                json.findString("meaning").map(Meaning::ofJson));
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        json.put("predicate", predicate).putStrings("roles", roles).put("threshold", threshold);
        PolicyJson.putOptional(
                json, "methods", methods.stream().map(SigningMethod::json).toList());
        meaning.ifPresent(word -> json.put("meaning", word.json()));
        return json.build();
    }

    /** Return what evidence of this kind has to mean, if the kind has a meaning. */
    Optional<Meaning> wanted() {
        return predicate.equals(QualityApproval.TYPE) ? meaning.or(() -> Optional.of(Meaning.APPROVAL)) : meaning;
    }

    boolean isAbout(HumanPredicate claim) {
        return claim.type().equals(predicate) && wanted().equals(QualityApproval.meaningOf(claim));
    }

    boolean permits(SigningMethod method) {
        return methods.isEmpty() || methods.contains(method);
    }
}
