package io.suture.trust.sbom;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Artifact;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What can be said of a bill of materials on a day: the completeness of the NTIA minimum elements and of the support
 * information. It states counts and names; it does not judge whether the bill is true.
 */
public final class SbomReview {

    /** Most components that a summary names for one finding. */
    public static final int NAMED = 20;

    private final Sbom sbom;
    private final LocalDate today;

    /** Creates the review for a day. */
    public SbomReview(Sbom sbom, LocalDate today) {
        this.sbom = sbom;
        this.today = today;
    }

    /** Return why the bytes are no bill of materials for these payloads; empty when they are one. */
    public static List<SbomProblem> problems(byte[] bytes, List<Artifact> payloads) {
        try {
            Sbom sbom = Sbom.parse(bytes);
            return payloads.stream()
                    .filter(payload -> !sbom.describes(payload.digest()))
                    .<SbomProblem>map(SbomProblem.PayloadNotDescribed::new)
                    .toList();
        } catch (MalformedDocumentException e) {
            return List.of(SbomProblem.Unreadable.of(e));
        }
    }

    /** Return the components of which no level of support is given. */
    public List<String> withoutSupportLevel() {
        return labels(component -> component.support().level().isEmpty());
    }

    /** Return the components of which no end of support is given. */
    public List<String> withoutEndOfSupport() {
        return labels(component -> component.support().end().isEmpty());
    }

    /** Return the components whose support has ended. */
    public List<String> pastEndOfSupport() {
        return labels(component ->
                component.support().endDate().filter(today::isAfter).isPresent());
    }

    /** Return which of the NTIA minimum elements are missing, in words; empty when none is. */
    public List<String> missingMinimum() {
        return Stream.of(
                        gap("author of the document", sbom.authored() ? 0 : 1),
                        gap("time of the document", sbom.dated() ? 0 : 1),
                        gap("dependencies", sbom.related() ? 0 : 1),
                        gap("supplier of components", count(SbomComponent::supplier)),
                        gap("version of components", count(SbomComponent::version)),
                        gap(
                                "identifier of components",
                                labels(component -> !component.identified()).size()))
                .flatMap(List::stream)
                .toList();
    }

    private int count(java.util.function.Function<SbomComponent, String> member) {
        return labels(component -> member.apply(component).isBlank()).size();
    }

    private static List<String> gap(String element, int missing) {
        return missing == 0 ? List.of() : List.of(missing == 1 ? element : element + " (" + missing + ")");
    }

    private List<String> labels(Predicate<SbomComponent> chosen) {
        return sbom.components().stream()
                .filter(chosen)
                .map(SbomComponent::label)
                .toList();
    }

    /** Return the summary as it stands in a statement. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("format", sbom.format().label())
                .put("version", sbom.version())
                .put("components", sbom.components().size())
                .put("reviewedOn", today.toString());
        put(json, "withoutSupportLevel", withoutSupportLevel());
        put(json, "withoutEndOfSupport", withoutEndOfSupport());
        put(json, "pastEndOfSupport", pastEndOfSupport());
        return json.putStrings("missingMinimumElements", missingMinimum()).build();
    }

    private static void put(JsonObject.Builder json, String name, List<String> components) {
        json.put(
                name,
                JsonObject.builder()
                        .put("count", components.size())
                        .putStrings("named", components.stream().limit(NAMED).toList())
                        .build());
    }
}
