package io.suture.server.portal;

import io.suture.server.evidence.ApprovalOpening;
import io.suture.server.evidence.ApprovalRequest;
import io.suture.server.evidence.Blockers;
import io.suture.server.evidence.EvidenceStore;
import io.suture.server.evidence.PendingApproval;
import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.identity.PersonKeys;
import io.suture.server.release.Release;
import io.suture.server.release.Releases;
import io.suture.trust.attest.Meaning;
import io.suture.trust.dsse.Passkey;
import io.suture.trust.release.ReleaseId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A release, what stops it, and its approval (21 CFR 11.50). */
@Controller
@RequestMapping("/portal/manufacturers/{m}/releases/{p}/{v}")
class ReleasePageController {

    private final Releases releases;
    private final Blockers blockers;
    private final EvidenceStore evidence;
    private final ApprovalOpening approvals;
    private final PersonKeys keys;

    ReleasePageController(
            Releases releases, Blockers blockers, EvidenceStore evidence, ApprovalOpening approvals, PersonKeys keys) {
        this.releases = releases;
        this.blockers = blockers;
        this.evidence = evidence;
        this.approvals = approvals;
        this.keys = keys;
    }

    @GetMapping
    Mono<Rendering> show(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version) {
        return model(manufacturer, new ReleaseId(product, version))
                .flatMap(model -> keys.passkeys(actor.id()).hasElements().map(has -> {
                    model.put("canSign", has && model.containsKey("manifest"));
                    model.put(
                            "meanings",
                            Arrays.stream(Meaning.values()).map(Meaning::json).toList());
                    model.put(
                            "roles",
                            actor.roles().stream()
                                    .map(role -> role.code())
                                    .sorted()
                                    .toList());
                    return Page.of("release", actor, model);
                }));
    }

    /** Opens an approval and shows what will be signed; nothing is signed by this request. */
    @PostMapping(path = "/approvals", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    Mono<Rendering> approve(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            ServerWebExchange exchange) {
        ReleaseId id = new ReleaseId(product, version);
        return exchange.getFormData()
                .map(ReleasePageController::request)
                .flatMap(request -> approvals.open(manufacturer, id, request, actor))
                .zipWith(keys.passkeys(actor.id())
                        .map(key -> key.passkey().orElseThrow())
                        .collectList())
                .flatMap(both -> model(manufacturer, id).map(model -> {
                    model.put("approval", ApprovalView.of(both.getT1(), both.getT2()));
                    return Page.of("approval", actor, model);
                }));
    }

    private static ApprovalRequest request(MultiValueMap<String, String> form) {
        return ApprovalRequest.of(form.getFirst("meaning"), form.getFirst("role"), form.getFirst("reason"), "passkey");
    }

    private Mono<Map<String, Object>> model(String manufacturer, ReleaseId id) {
        return releases.find(manufacturer, id)
                .zipWhen(release -> blockers.of(manufacturer, id))
                .zipWith(evidence.jsonl(manufacturer, id))
                .map(all -> {
                    Map<String, Object> model = new HashMap<>(of(all.getT1().getT1()));
                    model.put("manufacturer", manufacturer);
                    model.put("accepted", all.getT1().getT2().bool("accepted"));
                    model.put("findings", FindingRow.of(all.getT1().getT2()));
                    model.put("evidence", EvidenceRow.of(all.getT2()));
                    return model;
                });
    }

    private static Map<String, Object> of(Release release) {
        Map<String, Object> model = new HashMap<>();
        model.put("release", ReleaseRow.of(release));
        release.manifest().ifPresent(frozen -> {
            model.put("manifest", frozen.digest().toString());
            model.put("kind", frozen.manifest().kind().json());
            model.put("fixes", frozen.manifest().fixes());
            model.put("payloads", frozen.manifest().payloads());
        });
        return model;
    }

    /** What the approval page shows and what its script needs. */
    record ApprovalView(
            String id,
            String manifest,
            String evidenceSet,
            String meaning,
            String role,
            String reason,
            String signedAt,
            String expiresAt,
            String payload,
            String payloadType,
            String challenge,
            String credentials,
            String rpId) {

        static ApprovalView of(PendingApproval pending, List<Passkey> passkeys) {
            PendingApproval.Challenge challenge = pending.challenge();
            return new ApprovalView(
                    pending.id().toString(),
                    pending.manifest().toString(),
                    pending.evidenceSet().toString(),
                    pending.request().meaning().json(),
                    pending.request().role().code(),
                    pending.request().reason(),
                    pending.createdAt().toString(),
                    pending.expiresAt().toString(),
                    challenge.payload(),
                    challenge.payloadType(),
                    challenge.value(),
                    String.join(
                            " ", passkeys.stream().map(Passkey::credentialId).toList()),
                    passkeys.getFirst().rpId());
        }
    }
}
