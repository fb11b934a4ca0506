package io.suture.trust.evidence;

import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.Blocker;
import io.suture.trust.gate.EvidenceLog;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.Finding;
import io.suture.trust.gate.Gate;
import io.suture.trust.gate.Satisfied;
import io.suture.trust.gate.SetAside;
import io.suture.trust.gate.Verdict;
import io.suture.trust.release.Manifest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The gate, as the server and the devices run it: over what was signed with the release, and over every original there
 * is. Where evidence stands in the log is taken from what was signed with the release, as devices take it, and for the
 * originals from entries that are proven to be in the log.
 */
final class GateChecks {

    private final Checks checks;
    private final RepositoryChecks.Result repository;
    private final Fact<List<LoggedEntry>> entries;
    private final Fact<Originals> originals;
    private final Instant now;

    GateChecks(
            Checks checks,
            RepositoryChecks.Result repository,
            Fact<List<LoggedEntry>> entries,
            Fact<Originals> originals,
            Instant now) {
        this.checks = checks;
        this.repository = repository;
        this.entries = entries;
        this.originals = originals;
        this.now = now;
    }

    /** Returns the verdict over the originals. */
    Fact<Verdict> run() {
        Fact<Verdict> signed = checks.run(
                "gate-accepts",
                () -> accepted(
                        repository.evidence().get(), repository.positions().get()),
                verdict -> by(verdict) + ": " + verdict.findings().size() + " findings, none blocks");
        checks.run(
                "verdict-recomputed",
                () -> new PublishedVerdict(repository.verdict().get())
                        .recompute(
                                repository.policies().get(),
                                repository.manifest().get(),
                                repository.evidence().get(),
                                repository.positions().get()));
        checks.run(
                "approval-names-manifest",
                () -> approval(signed.get(), repository.manifest().get()));
        return checks.run("originals-judged", () -> judge(originals.get().envelopes(), logged()), GateChecks::summary);
    }

    private Verdict judge(List<Envelope> evidence, EvidencePositions positions) {
        Policies policies = repository.policies().get();
        Manifest manifest = repository.manifest().get();
        return Gate.evaluate(policies.release(), policies.people(), manifest, evidence, positions, now);
    }

    private EvidencePositions logged() {
        String about = repository.manifest().get().digest().toString();
        Map<Digest, Long> indexes = new HashMap<>();
        entries.value().orElse(List.of()).stream()
                .filter(entry -> entry.is(EvidenceLog.ADDED))
                .filter(entry -> entry.entry().pub().findString("manifest").equals(Optional.of(about)))
                .forEach(entry -> entry.entry()
                        .pub()
                        .findString("evidence")
                        .ifPresent(digest -> indexes.merge(Digest.parse(digest), entry.index(), Math::min)));
        return new EvidencePositions(indexes);
    }

    private Verdict accepted(List<Envelope> evidence, EvidencePositions positions) {
        Verdict verdict = judge(evidence, positions);
        if (!verdict.accepted()) {
            throw new FailedCheck(by(verdict) + ": " + blockers(verdict));
        }
        return verdict;
    }

    private static String by(Verdict verdict) {
        Verdict.Basis basis = verdict.basis();
        return "policy version %d (%s), rule %s, people version %d"
                .formatted(basis.policyVersion(), basis.policyDigest(), basis.rule(), basis.peopleVersion());
    }

    private static String blockers(Verdict verdict) {
        return verdict.blockers().stream().map(Blocker::explain).collect(Collectors.joining(" "));
    }

    private static String approval(Verdict verdict, Manifest manifest) {
        return verdict.findings().stream()
                .filter(Satisfied.class::isInstance)
                .map(Satisfied.class::cast)
                .filter(found -> found.rule().equals("approval")
                        && found.about().equals(manifest.digest().toString()))
                .map(found -> "approved by " + String.join(", ", found.by()))
                .findFirst()
                .orElseThrow(() -> new FailedCheck("no approval names " + manifest.digest()));
    }

    /** Evidence that came later may block what was rightly signed, so that this is told and not failed. */
    private static String summary(Verdict verdict) {
        String aside = verdict.findings().stream()
                .filter(SetAside.class::isInstance)
                .map(Finding::explain)
                .collect(Collectors.joining(" "));
        return by(verdict)
                + (verdict.accepted()
                        ? ": the gate accepts all evidence there is now."
                        : ": with all evidence there is now the gate would not accept. " + blockers(verdict))
                + (aside.isEmpty() ? "" : " Set aside: " + aside);
    }
}
