package io.suture.trust.gate;

import io.suture.trust.dsse.Envelope;
import io.suture.trust.release.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether a release may be signed or installed. A pure function: the same documents, positions and instant give
 * the same verdict on a server and on a device.
 */
public final class Gate {

    private static final List<Rule> RULES = List.of(
            new RequiredEvidence(),
            new RunAccepted(),
            new PayloadsTested(),
            new HardwareTested(),
            new FailedRunsRepeated(),
            new MalwareScanned(),
            new RiskAcceptable(),
            new VulnerabilitiesAssessed(),
            new KindAgrees(),
            new ApprovalValid(),
            new SignatureOrdered());

    private Gate() {}

    /**
     * Evaluates every rule.
     *
     * @param policy what the manufacturer requires
     * @param people whose keys count
     * @param manifest the release
     * @param envelopes the evidence, in any order
     * @param positions where the log has the evidence, as far as that is verified
     * @param now when; statements dated more than a day later are set aside
     */
    public static Verdict evaluate(
            ReleasePolicy policy,
            People people,
            Manifest manifest,
            List<Envelope> envelopes,
            EvidencePositions positions,
            Instant now) {
        return policy.rule(manifest)
                .map(rule -> new Verdict(
                        basis(policy, people, rule.name()),
                        findings(
                                rule, manifest, new EvidenceReader(rule, people, manifest, positions, now), envelopes)))
                .orElseGet(() -> new Verdict(basis(policy, people, ""), List.of(noRule(manifest))));
    }

    private static List<Finding> findings(
            ReleaseRule rule, Manifest manifest, EvidenceReader reader, List<Envelope> envelopes) {
        envelopes.forEach(reader::read);
        Case release =
                new Case(rule, manifest, reader.authenticated(), reader.counted(), reader.present(), reader.now());
        Exceptions exceptions = new Exceptions(release);
        List<Finding> findings = new ArrayList<>();
        for (Rule check : RULES) {
            check.apply(release).stream().map(exceptions::applied).forEach(findings::add);
        }
        findings.addAll(reader.setAside());
        return findings;
    }

    private static Verdict.Basis basis(ReleasePolicy policy, People people, String rule) {
        return new Verdict.Basis(policy.version(), policy.digest(), rule, people.version());
    }

    private static Blocker noRule(Manifest manifest) {
        return new Blocker.NoRuleForRelease(
                manifest.id().product(),
                manifest.kind().json(),
                manifest.content().json());
    }
}
