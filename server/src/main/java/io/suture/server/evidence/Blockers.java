package io.suture.server.evidence;

import io.suture.server.problem.RefusedException;
import io.suture.server.release.Release;
import io.suture.server.release.Releases;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What stops a release, who resolves it and with which command. */
@Component
public class Blockers {

    private final Releases releases;
    private final RecordedEvidence evidence;
    private final Clock clock;

    Blockers(Releases releases, RecordedEvidence evidence, Clock clock) {
        this.releases = releases;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** Return {@code {"accepted", "findings"}} as the API shows it. */
    public Mono<JsonObject> of(String manufacturer, ReleaseId id) {
        return releases.find(manufacturer, id).flatMap(this::of);
    }

    private Mono<JsonObject> of(Release release) {
        if (release.manifest().isEmpty()) {
            return Mono.just(notSubmitted(release.id()));
        }
        return evidence.verdict(release, clock.instant())
                .map(verdict -> verdict.toJson(release.id()))
                .onErrorResume(
                        RefusedException.class,
                        refused -> refused.refusal() instanceof EvidenceRefusal.PolicyMissing missing
                                ? Mono.just(policyMissing(missing))
                                : Mono.error(refused));
    }

    private static JsonObject notSubmitted(ReleaseId id) {
        return stopped(
                "submission",
                "not-submitted",
                "The release is a draft: its manifest is not frozen.",
                "release-engineer",
                "suture release submit " + id);
    }

    private static JsonObject policyMissing(EvidenceRefusal.PolicyMissing missing) {
        return stopped("policy", missing.type().code(), missing.detail(), "admin", "suture root publish --in DIR");
    }

    private static JsonObject stopped(String rule, String code, String explain, String role, String command) {
        JsonObject finding = JsonObject.builder()
                .put("rule", rule)
                .put("code", code)
                .put("explain", explain)
                .put("blocks", true)
                .putStrings("resolvedBy", List.of(role))
                .put("data", JsonObject.EMPTY)
                .put("command", command)
                .build();
        return JsonObject.builder()
                .put("accepted", false)
                .putAll("findings", List.of(finding))
                .build();
    }
}
