package io.suture.trust.gate;

import io.suture.trust.dsse.Envelope;
import io.suture.trust.release.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether a release may be signed or installed. A pure function: the same documents and the same instant give
 * the same verdict on a server and on a device.
 */
public final class Gate {

    private static final List<Rule> RULES = List.of(
            new RequiredEvidence(),
            new RunAccepted(),
            new PayloadsTested(),
            new FailedRunsRepeated(),
            new MalwareScanned(),
            new RiskAcceptable(),
            new ApprovalValid());

    private Gate() {}

    /**
     * Evaluates every rule.
     *
     * @param policy what the manufacturer requires
     * @param people whose keys count
     * @param manifest the release
     * @param envelopes the evidence, in any order
     * @param now when; statements dated more than a day later are set aside
     */
    public static Verdict evaluate(
            ReleasePolicy policy, People people, Manifest manifest, List<Envelope> envelopes, Instant now) {
        EvidenceReader reader = new EvidenceReader(policy, people, manifest.digest(), now);
        envelopes.forEach(reader::read);
        Case release = new Case(policy, manifest, reader.authenticated(), reader.counted(), reader.present(), now);
        List<Finding> findings = new ArrayList<>();
        RULES.forEach(rule -> findings.addAll(rule.apply(release)));
        findings.addAll(reader.setAside());
        return new Verdict(findings);
    }
}
