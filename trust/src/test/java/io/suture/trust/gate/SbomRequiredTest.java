package io.suture.trust.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.StandardPredicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A policy can require that somebody looked at the bill of materials that the manifest names. */
class SbomRequiredTest {

    private static final ReleaseRule STANDARD = ReleasePolicy.standard().rules().getFirst();

    @Test
    void whenNoReferenceIsThereThenTheReleaseIsBlocked() {
        assertThat(missing(SampleRelease.complete().under(policy()))).isTrue();
    }

    @Test
    void whenReferenceNamesTheBillThenItCounts() {
        SampleRelease release = SampleRelease.complete().under(policy());
        release.put("sbom", reference(release.manifest().sbom().digest())).approvedBy("qa.one");
        assertThat(release.verdict().blockers()).isEmpty();
    }

    @Test
    void whenReferenceNamesAnotherFileThenItDoesNotCount() {
        SampleRelease release = SampleRelease.complete().under(policy());
        release.put("sbom", reference(Digest.of(new byte[] {9}))).approvedBy("qa.one");
        assertThat(missing(release)).isTrue();
    }

    private static boolean missing(SampleRelease release) {
        return release.verdict().blockers().stream()
                .anyMatch(blocker -> blocker.predicateType().equals(StandardPredicate.REFERENCE));
    }

    private static StandardPredicate reference(Digest file) {
        String json = "{\"signedBy\":\"vv.one\",\"printedName\":\""
                + SampleRelease.complete()
                        .acceptedRun("vv.one", "VR-2")
                        .signature()
                        .printedName()
                + "\",\"signedAt\":\"2022-01-10T20:00:00Z\",\"attester\":{\"id\":\"urn:x\"},\"references\":[{\"digest\":"
                + "{\"sha256\":\"" + file.hex() + "\"}}]}";
        JsonObject predicate = Json.parseObject(json.getBytes(StandardCharsets.UTF_8));
        Statement statement = new Statement(
                Statement.about(file, SampleRelease.complete().authorship("re.one"))
                        .subjects(),
                StandardPredicate.REFERENCE,
                predicate);
        return (StandardPredicate) Predicate.of(statement);
    }

    private static ReleasePolicy policy() {
        List<Requirement> required = new ArrayList<>(STANDARD.required());
        required.add(new Requirement(StandardPredicate.REFERENCE, List.of("validator"), 1));
        ReleaseRule rule = new ReleaseRule(
                STANDARD.name(),
                STANDARD.products(),
                STANDARD.kinds(),
                STANDARD.contents(),
                required,
                STANDARD.separationOfDuties(),
                STANDARD.scanMaxAgeDays(),
                STANDARD.everyHardwareRevision(),
                STANDARD.trainingValid(),
                STANDARD.exceptions());
        return new ReleasePolicy(1, List.of(rule));
    }
}
