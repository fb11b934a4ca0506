package io.suture.server.evidence;

import io.suture.server.identity.StepUp;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.digest.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares what was signed with what was shown; pure. */
final class ApprovalCheck {

    /** How far the clock of the person's computer may be off. */
    static final Duration SKEW = Duration.ofMinutes(2);

    private ApprovalCheck() {}

    /** Return why the approval cannot be signed now, if so. */
    static Optional<ApprovalRefusal> open(PendingApproval approval, Instant now) {
        if (approval.state() != PendingApproval.State.PENDING) {
            return Optional.of(new ApprovalRefusal.Closed(approval.state().code()));
        }
        return now.isBefore(approval.expiresAt())
                ? Optional.empty()
                : Optional.of(new ApprovalRefusal.Expired(approval.expiresAt()));
    }

    /** Return why the evidence is not the evidence shown, if so. */
    static Optional<ApprovalRefusal> evidence(PendingApproval approval, List<Digest> present) {
        return approval.evidence().equals(present)
                ? Optional.empty()
                : Optional.of(new ApprovalRefusal.EvidenceChanged());
    }

    /** Return why the statement is not the one shown, if so: member by member, for a passkey byte by byte. */
    static Optional<ApprovalRefusal> statement(
            PendingApproval approval, byte[] payload, QualityApproval signed, String printedName, Instant now) {
        List<String> different = Stream.of(
                        differs("signedBy", signed.signature().signedBy().equals(approval.person())),
                        differs("printedName", signed.signature().printedName().equals(printedName)),
                        differs("signedAt", isAround(signed.signature().signedAt(), approval.createdAt(), now)),
                        differs("manifest", signed.manifest().equals(approval.manifest())),
                        differs("evidence", signed.evidenceSet().equals(approval.evidenceSet())),
                        differs(
                                "meaning",
                                signed.meaning() == approval.request().meaning()),
                        differs(
                                "role",
                                signed.role().equals(approval.request().role().code())),
                        differs(
                                "reason",
                                signed.reason().equals(approval.request().reason())),
                        differs("payload", isAsShown(approval, payload)))
                .flatMap(Optional::stream)
                .toList();
        return different.isEmpty() ? Optional.empty() : Optional.of(new ApprovalRefusal.Differs(different));
    }

    /** Return why the statement does not say how the person was authenticated, if so. */
    static Optional<ApprovalRefusal> authentication(QualityApproval signed, StepUp proof) {
        boolean same = signed.authentication().method().equals(proof.method())
                && Duration.between(signed.authentication().time(), proof.at())
                                .abs()
                                .compareTo(SKEW)
                        <= 0;
        return same ? Optional.empty() : Optional.of(new ApprovalRefusal.Differs(List.of("authentication")));
    }

    private static boolean isAround(Instant time, Instant from, Instant until) {
        return !time.isBefore(from.minus(SKEW)) && !time.isAfter(until.plus(SKEW));
    }

    private static boolean isAsShown(PendingApproval approval, byte[] payload) {
        return approval.statement()
                .map(shown -> Arrays.equals(shown.bytes(), payload))
                .orElse(true);
    }

    private static Optional<String> differs(String member, boolean same) {
        return same ? Optional.empty() : Optional.of(member);
    }
}
