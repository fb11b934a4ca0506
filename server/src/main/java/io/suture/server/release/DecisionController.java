package io.suture.server.release;

import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.problem.Fields;
import io.suture.trust.release.ReleaseId;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Decisions about a release that need no new signature. A suspended release is no longer offered from the next poll on,
 * because the device listener's snapshot leaves it out.
 */
@RestController
@RequestMapping("/api/v1/manufacturers/{m}/releases/{p}/{v}")
class DecisionController {

    private static final int MAX_REASON = 2000;

    private final Releases releases;
    private final TransactionalOperator transaction;

    DecisionController(Releases releases, TransactionalOperator transaction) {
        this.releases = releases;
        this.transaction = transaction;
    }

    /** Why. */
    record Decision(@Nullable String reason) {}

    @Operation(summary = "Suspend a published release: it is no longer offered")
    @PostMapping("/suspension")
    Mono<ReleaseView> suspend(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            @RequestBody Decision decision) {
        return decide(manufacturer, new ReleaseId(product, version), ReleaseEvent.SUSPEND, actor, decision);
    }

    @Operation(summary = "Offer a suspended release again")
    @PostMapping("/resumption")
    Mono<ReleaseView> resume(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            @RequestBody Decision decision) {
        return decide(manufacturer, new ReleaseId(product, version), ReleaseEvent.RESUME, actor, decision);
    }

    @Operation(summary = "Reject a release that is not signed")
    @PostMapping("/rejection")
    Mono<ReleaseView> reject(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            @RequestBody Decision decision) {
        return decide(manufacturer, new ReleaseId(product, version), ReleaseEvent.REJECT, actor, decision);
    }

    private Mono<ReleaseView> decide(
            String manufacturer, ReleaseId id, ReleaseEvent event, Actor actor, Decision decision) {
        String reason = Fields.text("reason", decision.reason(), MAX_REASON);
        return releases.transition(manufacturer, id, event, actor, reason)
                .as(transaction::transactional)
                .then(Mono.defer(() -> releases.find(manufacturer, id)))
                .map(ReleaseView::of);
    }
}
