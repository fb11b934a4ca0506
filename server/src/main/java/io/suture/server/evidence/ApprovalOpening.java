package io.suture.server.evidence;

import io.suture.server.audit.AuditTrail;
import io.suture.server.evidence.ApprovalRequest.Method;
import io.suture.server.identity.Actor;
import io.suture.server.identity.PersonKeys;
import io.suture.server.problem.Refusal;
import io.suture.server.release.Release;
import io.suture.server.release.ReleaseRefusal.IllegalTransition;
import io.suture.server.release.Releases;
import io.suture.server.runtime.Ids;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.SignatureBlock;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.ReleaseId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The first step of an approval: freezes what the person sees. */
@Component
public class ApprovalOpening {

    private static final String ACTION = "approval";

    private final ApprovalTable table;
    private final EvidenceTable evidence;
    private final Releases releases;
    private final PersonKeys keys;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Ids ids;

    ApprovalOpening(
            ApprovalTable table,
            EvidenceTable evidence,
            Releases releases,
            PersonKeys keys,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock,
            Ids ids) {
        this.table = table;
        this.evidence = evidence;
        this.releases = releases;
        this.keys = keys;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.ids = ids;
    }

    /** Open an approval for the actor, who alone can sign it; refuses where nothing could be signed. */
    public Mono<PendingApproval> open(String manufacturer, ReleaseId id, ApprovalRequest request, Actor actor) {
        return releases.lock(manufacturer, id)
                .flatMap(release -> open(release, request, actor))
                .as(transaction::transactional);
    }

    private Mono<PendingApproval> open(Release release, ApprovalRequest request, Actor actor) {
        if (!EvidenceIntake.isOpen(release)) {
            return refused(release, actor, new IllegalTransition(release.id(), release.state(), ACTION));
        }
        if (!actor.has(request.role())) {
            return refused(
                    release,
                    actor,
                    new ApprovalRefusal.RoleMissing(request.role().code()));
        }
        return hasKey(actor, request.method())
                .filter(has -> has)
                .switchIfEmpty(Mono.defer(() -> refused(
                        release,
                        actor,
                        new ApprovalRefusal.NoKey(request.method().code()))))
                .then(evidence.digests(release.manufacturer(), release.id()).collectList())
                .map(seen -> freeze(release, request, actor, seen))
                .delayUntil(pending -> record(pending, actor));
    }

    private Mono<Boolean> hasKey(Actor actor, Method method) {
        return method == Method.PASSKEY
                ? keys.passkeys(actor.id()).hasElements()
                : keys.active(actor.id()).hasElements();
    }

    private PendingApproval freeze(Release release, ApprovalRequest request, Actor actor, List<Digest> seen) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<PendingApproval.Frozen> statement = request.method() == Method.PASSKEY
                ? Optional.of(new PendingApproval.Frozen(statement(release, request, actor, seen, now)))
                : Optional.empty();
        return new PendingApproval(
                ids.next(),
                release.manufacturer(),
                release.id(),
                actor.id(),
                release.frozen().digest(),
                seen,
                request,
                statement,
                PendingApproval.State.PENDING,
                Optional.empty(),
                now,
                PendingApproval.expiry(request.method(), now));
    }

    /** A browser signs bytes that the server wrote, byte for byte. */
    private static byte[] statement(
            Release release, ApprovalRequest request, Actor actor, List<Digest> seen, Instant now) {
        QualityApproval approval = new QualityApproval(
                new SignatureBlock(actor.id(), actor.printedName(), now),
                request.role().code(),
                request.meaning(),
                request.reason(),
                new QualityApproval.Authentication(Method.PASSKEY.code(), now),
                release.frozen().digest(),
                seen);
        return Statement.about(release.frozen().manifest(), approval).toJson();
    }

    private Mono<Void> record(PendingApproval pending, Actor actor) {
        return audit.append(ApprovalEvents.requested(pending, actor))
                .flatMap(event -> table.replace(pending, event).then(table.insert(pending, event)));
    }

    private <T> Mono<T> refused(Release release, Actor actor, Refusal refusal) {
        return releases.refused(
                        release.manufacturer(),
                        release.id(),
                        actor,
                        ACTION,
                        refusal.type().code())
                .then(Mono.error(refusal::refused));
    }
}
