package io.suture.server.evidence;

import io.suture.server.audit.AuditTrail;
import io.suture.server.evidence.ApprovalRequest.Method;
import io.suture.server.identity.Actor;
import io.suture.server.identity.Passkeys;
import io.suture.server.identity.PersonKeyRecord;
import io.suture.server.identity.Signers;
import io.suture.server.identity.StepUp;
import io.suture.server.identity.StepUps;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.ProblemType;
import io.suture.server.problem.RefusedException;
import io.suture.server.release.Release;
import io.suture.server.release.ReleaseState;
import io.suture.server.release.Releases;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.ReleaseId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * The second step of an approval: the signature (21 CFR 11.200(a)). One transaction locks the release, the pending
 * approval, the person and the key, in this order, so that a withdrawal, new evidence, a deactivation or a revocation is
 * before it or after it, never between; then the signature becomes evidence like any other.
 */
@Component
public class ApprovalSigning {

    private final ApprovalTable table;
    private final ApprovalFailures failures;
    private final EvidenceTable evidence;
    private final EvidenceIntake intake;
    private final Releases releases;
    private final Signers signers;
    private final Passkeys passkeys;
    private final StepUps stepUps;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    ApprovalSigning(
            ApprovalTable table,
            ApprovalFailures failures,
            EvidenceTable evidence,
            EvidenceIntake intake,
            Releases releases,
            Signers signers,
            Passkeys passkeys,
            StepUps stepUps,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.table = table;
        this.failures = failures;
        this.evidence = evidence;
        this.intake = intake;
        this.releases = releases;
        this.signers = signers;
        this.passkeys = passkeys;
        this.stepUps = stepUps;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The evidence that the signature is now, whether it is new, and the state the release is in. */
    record Outcome(Digest evidence, boolean added, ReleaseState state) {}

    /** What was handed in for a pending approval. */
    record Signed(Attestation attestation, QualityApproval claim) {

        static Signed parse(byte[] envelope, Actor actor) {
            Attestation attestation = Attestation.parse(envelope, actor.id());
            if (attestation.envelope().signatures().size() != 1) {
                throw new MalformedDocumentException("signatures", "one signature is expected");
            }
            if (attestation.claim() instanceof QualityApproval claim) {
                return new Signed(attestation, claim);
            }
            throw new MalformedDocumentException("payload.predicateType", QualityApproval.TYPE + " is expected");
        }
    }

    /** Take a signature; the same one again is answered as before. */
    Mono<Outcome> sign(String manufacturer, ReleaseId id, UUID approval, byte[] envelope, Actor actor) {
        return Mono.fromCallable(() -> Signed.parse(envelope, actor))
                .flatMap(signed -> releases.lock(manufacturer, id)
                        .flatMap(release -> pending(release, approval, actor)
                                .flatMap(pending -> sign(release, pending, signed, actor)))
                        .as(transaction::transactional))
                .onErrorResume(
                        failure -> failure instanceof RefusedException || failure instanceof MalformedDocumentException,
                        failure -> failures.report(manufacturer, id, approval, actor, code(failure))
                                .then(Mono.error(failure)));
    }

    private static String code(Throwable failure) {
        return failure instanceof RefusedException refused
                ? refused.refusal().type().code()
                : ProblemType.MALFORMED_DOCUMENT.code();
    }

    /** Nobody else's approval exists for the actor. */
    private Mono<PendingApproval> pending(Release release, UUID approval, Actor actor) {
        return table.lock(release.manufacturer(), release.id(), actor.id(), approval)
                .switchIfEmpty(Mono.error(() -> new NotFound("approval").refused()));
    }

    private Mono<Outcome> sign(Release release, PendingApproval pending, Signed signed, Actor actor) {
        if (pending.signature().equals(Optional.of(signed.attestation().digest()))) {
            return Mono.just(new Outcome(signed.attestation().digest(), false, release.state()));
        }
        Instant now = clock.instant();
        return require(ApprovalCheck.open(pending, now))
                .then(Mono.defer(() -> key(pending, signed, actor)))
                .delayUntil(key -> require(ApprovalCheck.statement(
                        pending, signed.attestation().envelope().payload(), signed.claim(), actor.printedName(), now)))
                .delayUntil(key -> unchanged(release, pending))
                .flatMap(key -> proof(pending, signed, key, actor)
                        .flatMap(proof -> record(release, pending, signed, key, proof, actor)));
    }

    private Mono<PersonKeyRecord> key(PendingApproval pending, Signed signed, Actor actor) {
        boolean passkey = pending.request().method() == Method.PASSKEY;
        return signers.hold(
                actor, signed.attestation().envelope(), key -> key.passkey().isPresent() == passkey);
    }

    private Mono<Void> unchanged(Release release, PendingApproval pending) {
        return evidence.digests(release.manufacturer(), release.id())
                .collectList()
                .flatMap(present -> require(ApprovalCheck.evidence(pending, present)));
    }

    /** A passkey's assertion asks for the person's gesture over these very bytes: it is the fresh proof itself. */
    private Mono<StepUp> proof(PendingApproval pending, Signed signed, PersonKeyRecord key, Actor actor) {
        if (pending.request().method() == Method.PASSKEY) {
            return passkeys.advance(key, signed.attestation().envelope())
                    .thenReturn(new StepUp(Method.PASSKEY.code(), pending.createdAt()));
        }
        return stepUps.consume(actor, pending.binding())
                .delayUntil(proof -> require(ApprovalCheck.authentication(signed.claim(), proof)));
    }

    private Mono<Outcome> record(
            Release release, PendingApproval pending, Signed signed, PersonKeyRecord key, StepUp proof, Actor actor) {
        return intake.takeSigned(release, signed.attestation(), actor)
                .delayUntil(taken -> audit.append(ApprovalEvents.signed(
                                pending,
                                actor,
                                proof.method(),
                                key.fingerprint().toString()))
                        .flatMap(event ->
                                table.signed(pending.id(), signed.attestation().digest(), event)))
                .map(taken -> new Outcome(signed.attestation().digest(), taken.added(), taken.state()));
    }

    private static Mono<Void> require(Optional<ApprovalRefusal> refusal) {
        return refusal.map(why -> Mono.<Void>error(why.refused())).orElseGet(Mono::empty);
    }
}
