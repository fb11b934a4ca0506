package io.suture.trust.gate;

import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseContent;
import io.suture.trust.release.ReleaseKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What releases of some products, kinds and contents need. No rule can do without a protocol, a run and an approval:
 * those are the product's promise.
 *
 * @param name what verdicts call the rule
 * @param products which products; empty for any
 * @param kinds which kinds of release; empty for any
 * @param contents which contents; empty for any
 * @param required the kinds of evidence
 * @param separationOfDuties which duties no person may have together
 * @param scanMaxAgeDays how old a malware scan may be when the release is approved
 * @param everyHardwareRevision whether every hardware revision of the manifest must have been tested
 * @param trainingValid whether evidence counts only of people whose training was valid when they signed
 * @param exceptions which rules may be excepted
 */
public record ReleaseRule(
        String name,
        List<String> products,
        List<ReleaseKind> kinds,
        List<ReleaseContent> contents,
        List<Requirement> required,
        List<DutyPair> separationOfDuties,
        int scanMaxAgeDays,
        boolean everyHardwareRevision,
        boolean trainingValid,
        List<ExceptionRule> exceptions) {

    /** The evidence that no rule can leave out. */
    public static final Set<String> INDISPENSABLE =
            Set.of(ValidationProtocol.TYPE, ValidationRun.TYPE, QualityApproval.TYPE);

    private static final Set<String> MEMBERS = Set.of(
            "name",
            "products",
            "kinds",
            "contents",
            "required",
            "separationOfDuties",
            "scanMaxAgeDays",
            "everyHardwareRevision",
            "trainingValid",
            "exceptions");
    private static final int MAX_REQUIREMENTS = 64;
    private static final int MAX_SCAN_AGE_DAYS = 3650;

    /** Checks that the indispensable is there, nothing twice, and no exception where none may be. */
    public ReleaseRule {
        products = List.copyOf(products);
        kinds = List.copyOf(kinds);
        contents = List.copyOf(contents);
        required = List.copyOf(required);
        separationOfDuties = List.copyOf(separationOfDuties);
        exceptions = List.copyOf(exceptions);
        if (scanMaxAgeDays < 1 || scanMaxAgeDays > MAX_SCAN_AGE_DAYS) {
            throw new MalformedDocumentException("scanMaxAgeDays", "1 to " + MAX_SCAN_AGE_DAYS + " are expected");
        }
        requireEvidence(required);
        requireDuties(separationOfDuties, required);
        requireExceptions(exceptions, required);
    }

    static ReleaseRule of(JsonObject json) {
        Documents.requireOnly(json, MEMBERS);
        return new ReleaseRule(
                Documents.text(json, "name"),
                PolicyJson.optionalList(json, "products", product -> product),
                PolicyJson.optionalList(json, "kinds", ReleaseKind::ofJson),
                PolicyJson.optionalList(json, "contents", ReleaseContent::ofJson),
                json.readEach("required", Requirement::of),
                json.array("separationOfDuties").elements().stream()
                        .map(DutyPair::of)
                        .toList(),
                PolicyJson.number(json, "scanMaxAgeDays"),
                json.bool("everyHardwareRevision"),
                json.bool("trainingValid"),
                json.readEach("exceptions", ExceptionRule::of));
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        json.put("name", name);
        PolicyJson.putOptional(json, "products", products);
        PolicyJson.putOptional(
                json, "kinds", kinds.stream().map(ReleaseKind::json).toList());
        PolicyJson.putOptional(
                json, "contents", contents.stream().map(ReleaseContent::json).toList());
        return json.putAll(
                        "required", required.stream().map(Requirement::toJson).toList())
                .putAll(
                        "separationOfDuties",
                        separationOfDuties.stream().map(DutyPair::toJson).toList())
                .put("scanMaxAgeDays", scanMaxAgeDays)
                .put("everyHardwareRevision", everyHardwareRevision)
                .put("trainingValid", trainingValid)
                .putAll(
                        "exceptions",
                        exceptions.stream().map(ExceptionRule::toJson).toList())
                .build();
    }

    /** Return whether the rule is about this release. */
    public boolean matches(Manifest manifest) {
        return (products.isEmpty() || products.contains(manifest.id().product()))
                && (kinds.isEmpty() || kinds.contains(manifest.kind()))
                && (contents.isEmpty() || contents.contains(manifest.content()));
    }

    /** Return what is required of a predicate type, if anything; of approvals, of those that mean approval. */
    public Optional<Requirement> requirement(String predicateType) {
        Requirement wanted = new Requirement(predicateType, List.of("any"), 1);
        return required.stream()
                .filter(requirement -> requirement.predicate().equals(predicateType)
                        && requirement.wanted().equals(wanted.wanted()))
                .findFirst();
    }

    /** Return who may except a rule, if anybody. */
    public Optional<ExceptionRule> exception(String rule) {
        return exceptions.stream()
                .filter(exception -> exception.rule().equals(rule))
                .findFirst();
    }

    private static void requireEvidence(List<Requirement> required) {
        Set<List<Object>> kinds = new HashSet<>();
        for (Requirement requirement : required) {
            if (!kinds.add(List.of(requirement.predicate(), requirement.wanted()))) {
                throw new MalformedDocumentException("required", "repeats " + requirement.predicate());
            }
        }
        if (required.size() > MAX_REQUIREMENTS) {
            throw new MalformedDocumentException("required", "has more than " + MAX_REQUIREMENTS + " entries");
        }
        for (String type : INDISPENSABLE) {
            Requirement wanted = new Requirement(type, List.of("any"), 1);
            if (!kinds.contains(List.of(type, wanted.wanted()))) {
                throw new MalformedDocumentException("required", "protocol, run and approval cannot be left out");
            }
        }
    }

    /** A duty that nobody has to show could not be told from another. */
    private static void requireDuties(List<DutyPair> pairs, List<Requirement> required) {
        Set<String> types = types(required);
        for (DutyPair pair : pairs) {
            if (!types.contains(pair.earlier().predicate())
                    || !types.contains(pair.later().predicate())) {
                throw new MalformedDocumentException("separationOfDuties", "a duty shows in no required evidence");
            }
        }
    }

    private static void requireExceptions(List<ExceptionRule> exceptions, List<Requirement> required) {
        Set<String> names = new HashSet<>(Exceptible.RULES);
        types(required).stream()
                .filter(type -> !INDISPENSABLE.contains(type))
                .map(PredicateName::of)
                .forEach(names::add);
        for (ExceptionRule exception : exceptions) {
            if (!names.remove(exception.rule())) {
                throw new MalformedDocumentException(
                        "exceptions", "rule " + exception.rule() + " cannot be excepted, or is there twice");
            }
        }
    }

    private static Set<String> types(List<Requirement> required) {
        return required.stream().map(Requirement::predicate).collect(Collectors.toSet());
    }
}
