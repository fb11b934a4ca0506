package io.suture.server.release;

import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.problem.Reason;
import io.suture.trust.release.ReleaseId;
import io.swagger.v3.oas.annotations.Operation;
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

    private final Releases releases;
    private final TransactionalOperator transaction;

    DecisionController(Releases releases, TransactionalOperator transaction) {
        this.releases = releases;
        this.transaction = transaction;
    }

    @Operation(summary = "Suspend a published release: it is no longer offered")
    @PostMapping("/suspension")
    Mono<ReleaseView> suspend(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            @RequestBody Reason reason) {
        return decide(manufacturer, new ReleaseId(product, version), ReleaseEvent.SUSPEND, actor, reason);
    }

    @Operation(summary = "Offer a suspended release again")
    @PostMapping("/resumption")
    Mono<ReleaseView> resume(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            @RequestBody Reason reason) {
        return decide(manufacturer, new ReleaseId(product, version), ReleaseEvent.RESUME, actor, reason);
    }

    @Operation(summary = "Reject a release that is not signed")
    @PostMapping("/rejection")
    Mono<ReleaseView> reject(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("p") String product,
            @PathVariable("v") String version,
            @RequestBody Reason reason) {
        return decide(manufacturer, new ReleaseId(product, version), ReleaseEvent.REJECT, actor, reason);
    }

    private Mono<ReleaseView> decide(
            String manufacturer, ReleaseId id, ReleaseEvent event, Actor actor, Reason reason) {
        return releases.transition(manufacturer, id, event, actor, reason.checked())
                .as(transaction::transactional)
                .then(Mono.defer(() -> releases.find(manufacturer, id)))
                .map(ReleaseView::of);
    }
}
