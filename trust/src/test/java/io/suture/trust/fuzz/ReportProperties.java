package io.suture.trust.fuzz;

import static io.suture.trust.fuzz.Property.read;
import static io.suture.trust.fuzz.Property.require;
import static io.suture.trust.fuzz.Property.same;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.sbom.Sbom;
import io.suture.trust.sbom.SbomLimits;
import io.suture.trust.sbom.SbomReview;
import io.suture.trust.testreport.ReportLimits;
import io.suture.trust.testreport.TestReport;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Documents of other tools: bills of materials and test reports. */
final class ReportProperties {

    private static final Set<Class<? extends RuntimeException>> REFUSED = Set.of(MalformedDocumentException.class);
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

    private ReportProperties() {}

    static void sbom(byte[] bytes) {
        boolean readable = SbomReview.problems(bytes, List.of()).isEmpty();
        read(() -> Sbom.parse(bytes), REFUSED).ifPresent(sbom -> {
            require(readable, "what is read is not said to be unreadable");
            require(sbom.components().size() <= SbomLimits.COMPONENTS, "the number of components is bounded");
            JsonObject summary = new SbomReview(sbom, TODAY).toJson();
            same(Json.parse(Json.compact(summary)), summary, "the summary reads back");
        });
    }

    static void testReport(byte[] bytes) {
        read(() -> TestReport.parse(bytes), REFUSED).ifPresent(report -> {
            require(report.tests().size() <= ReportLimits.TESTS, "the number of tests is bounded");
            require(report.startedAt().isPresent() == report.finishedAt().isPresent(), "both times or none");
            report.startedAt()
                    .ifPresent(start ->
                            require(!report.finishedAt().orElseThrow().isBefore(start), "a run ends after it began"));
            report.tests()
                    .forEach(test -> require(
                            test.message().chars().noneMatch(Character::isISOControl), "a message is one line"));
        });
    }
}
