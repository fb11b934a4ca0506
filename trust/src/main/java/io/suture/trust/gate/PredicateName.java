package io.suture.trust.gate;

import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.MalwareScan;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.attest.StandardPredicate;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationRun;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The short name of a predicate type, as commands use it, and what it is in plain words. */
final class PredicateName {

    private static final Pattern OWN = Pattern.compile("urn:suture:predicate:([a-z-]+):v1");
    private static final Pattern IN_TOTO = Pattern.compile("https://in-toto\\.io/attestation/([a-z-]+)/v[0-9.]+");

    private static final Map<String, String> WORDS = Map.of(
            Authorship.TYPE, "statement who made this release",
            ValidationProtocol.TYPE, "validation protocol, which says beforehand what is tested",
            ValidationRun.TYPE, "record of a test run",
            MalwareScan.TYPE, "scan for malware",
            RiskAssessment.TYPE, "assessment of the clinical risk",
            RegulatoryDecision.TYPE, "decision what the regulator must be told",
            QualityApproval.TYPE, "approval by quality",
            StandardPredicate.TEST_RESULT, "passed test result",
            StandardPredicate.VULNS, "scan for known vulnerabilities",
            StandardPredicate.RELEASE, "order to sign this release");

    private PredicateName() {}

    static String of(String type) {
        for (Pattern known : new Pattern[] {OWN, IN_TOTO}) {
            Matcher matcher = known.matcher(type);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return type;
    }

    static String words(String type) {
        return WORDS.getOrDefault(type, "document of the kind " + of(type));
    }
}
