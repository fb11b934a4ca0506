package io.suture.server.evidence;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.identity.Actor;
import io.suture.server.identity.Signers;
import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.server.problem.RefusedException;
import io.suture.server.release.Release;
import io.suture.server.release.ReleaseRefusal.IllegalTransition;
import io.suture.server.release.ReleaseState;
import io.suture.server.release.Releases;
import io.suture.trust.attest.AttestLimits;
import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.Statement;
import io.suture.trust.gate.SetAside;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes evidence in: same checks as the gate, one transaction with its audit event and the move it causes. */
@Component
class EvidenceIntake {

    private static final String ACTION = "evidence";
    private static final Set<ReleaseState> OPEN =
            EnumSet.of(ReleaseState.SUBMITTED, ReleaseState.VALIDATED, ReleaseState.APPROVED);

    private final EvidenceTable table;
    private final RecordedEvidence evidence;
    private final NamedFiles files;
    private final Signers signers;
    private final Releases releases;
    private final ApprovalFailures failures;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    EvidenceIntake(
            EvidenceTable table,
            RecordedEvidence evidence,
            NamedFiles files,
            Signers signers,
            Releases releases,
            ApprovalFailures failures,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.table = table;
        this.evidence = evidence;
        this.files = files;
        this.signers = signers;
        this.releases = releases;
        this.failures = failures;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The outcome: whether the evidence is new, and the state the release is in now. */
    record Taken(boolean added, ReleaseState state) {}

    Mono<Taken> take(String manufacturer, ReleaseId id, Attestation attestation, Actor actor) {
        return releases.lock(manufacturer, id)
                .flatMap(release -> take(release, attestation, actor))
                .as(transaction::transactional)
                .onErrorResume(
                        RefusedException.class,
                        refused -> isAttempt(refused.refusal())
                                ? failures.report(
                                                manufacturer,
                                                id,
                                                actor,
                                                refused.refusal().type().code())
                                        .then(Mono.error(refused))
                                : Mono.error(refused));
    }

    /** Somebody tried to sign who may not. */
    private static boolean isAttempt(Refusal refusal) {
        return refusal instanceof ApprovalRefusal || refusal.type() == ProblemType.MAY_NOT_SIGN;
    }

    private Mono<Taken> take(Release release, Attestation attestation, Actor actor) {
        if (attestation.claim() instanceof QualityApproval) {
            return Mono.error(new ApprovalRefusal.NotAsked().refused());
        }
        return takeSigned(release, attestation, actor);
    }

    /** Return whether a release takes evidence. */
    static boolean isOpen(Release release) {
        return OPEN.contains(release.state());
    }

    /** Takes what the actor signed into a release that is locked, inside the caller's transaction. */
    Mono<Taken> takeSigned(Release release, Attestation attestation, Actor actor) {
        if (!isOpen(release)) {
            return refuse(release, actor, new IllegalTransition(release.id(), release.state(), ACTION));
        }
        if (!attestation.author().equals(actor.id())) {
            return refuse(release, actor, new EvidenceRefusal.AuthorMismatch(attestation.author(), actor.id()));
        }
        return table.has(release.manufacturer(), release.id(), attestation.digest())
                .flatMap(known -> known
                        ? Mono.just(new Taken(false, release.state()))
                        : check(release, attestation, actor).then(Mono.defer(() -> add(release, attestation, actor))));
    }

    /**
     * A signature, a name, a role, a key: the gate decides what counts, the registry who may sign now, and what does not
     * count is not collected. Only a kind that nobody here knows is kept, for those who do, whoever signed it.
     */
    private Mono<Void> check(Release release, Attestation attestation, Actor actor) {
        return roomFor(release, attestation)
                .then(Mono.defer(() -> evidence.rules(release.manufacturer())))
                .flatMap(rules -> evidence.alone(rules, release, attestation.envelope(), clock.instant()))
                .flatMapIterable(verdict -> verdict.findings())
                .ofType(SetAside.class)
                .filter(finding -> !(finding instanceof SetAside.UnknownEvidence))
                .next()
                .flatMap(finding -> refuse(release, actor, new EvidenceRefusal.NotCounted(finding)))
                .then(Mono.defer(() -> requireFiles(release, attestation, actor)))
                .then(Mono.defer(() -> requireSigner(attestation, actor)));
    }

    private Mono<Void> requireSigner(Attestation attestation, Actor actor) {
        return attestation.claim() instanceof HumanPredicate
                ? signers.hold(actor, attestation.envelope(), any -> true).then()
                : Mono.empty();
    }

    private Mono<Void> requireFiles(Release release, Attestation attestation, Actor actor) {
        return files.absent(release, Statement.parse(attestation.envelope().payload()))
                .flatMap(absent -> refuse(release, actor, absent));
    }

    private Mono<Void> roomFor(Release release, Attestation attestation) {
        int size = attestation.envelope().toJson().length + 1;
        return table.amount(release.manufacturer(), release.id()).flatMap(amount -> {
            if (amount.envelopes() >= AttestLimits.ENVELOPES) {
                return Mono.error(new EvidenceRefusal.TooMuch("envelopes", AttestLimits.ENVELOPES).refused());
            }
            if (amount.bytes() + size > AttestLimits.EVIDENCE_BYTES) {
                return Mono.error(new EvidenceRefusal.TooMuch("bytes", AttestLimits.EVIDENCE_BYTES).refused());
            }
            return Mono.empty();
        });
    }

    private Mono<Taken> add(Release release, Attestation attestation, Actor actor) {
        Instant now = clock.instant();
        return audit.append(added(release, attestation, actor))
                .flatMap(event -> table.insert(release.manufacturer(), release.id(), attestation, now, event))
                .then(Mono.defer(() -> evidence.verdict(release, now)))
                .flatMap(verdict -> Mono.justOrEmpty(Evaluation.event(release.state(), verdict))
                        .flatMap(event -> releases.transition(
                                release.manufacturer(), release.id(), event, actor, "evidence added"))
                        .thenReturn(new Taken(true, Evaluation.state(verdict))));
    }

    private static AuditEvent added(Release release, Attestation attestation, Actor actor) {
        JsonObject subject = JsonObject.builder()
                .put("product", release.id().product())
                .put("version", release.id().version())
                .put("manifest", release.frozen().digest().toString())
                .build();
        JsonObject detail = JsonObject.builder()
                .put("predicate", attestation.claim().type())
                .put("evidence", attestation.digest().toString())
                .build();
        JsonObject pub = JsonObject.builder()
                .put("evidence", attestation.digest().toString())
                .put("manifest", release.frozen().digest().toString())
                .put("release", release.id().toString())
                .build();
        return new AuditEvent(release.manufacturer(), AuditKind.EVIDENCE_ADDED, pub, actor.describe(), subject, detail);
    }

    private <T> Mono<T> refuse(Release release, Actor actor, Refusal refusal) {
        return releases.refused(
                        release.manufacturer(),
                        release.id(),
                        actor,
                        ACTION,
                        refusal.type().code())
                .then(Mono.error(refusal::refused));
    }
}
