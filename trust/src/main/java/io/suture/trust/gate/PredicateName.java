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

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry(Authorship.TYPE, "a statement who made this release"),
            Map.entry(ValidationProtocol.TYPE, "a validation protocol, which says beforehand what is tested"),
            Map.entry(ValidationRun.TYPE, "a record of a test run"),
            Map.entry(MalwareScan.TYPE, "a scan for malware"),
            Map.entry(RiskAssessment.TYPE, "an assessment of the clinical risk"),
            Map.entry(RegulatoryDecision.TYPE, "a decision what the regulator must be told"),
            Map.entry(QualityApproval.TYPE, "an approval by quality"),
            Map.entry(StandardPredicate.TEST_RESULT, "a passed test result"),
            Map.entry(StandardPredicate.VULNS, "a scan for known vulnerabilities"),
            Map.entry(StandardPredicate.REFERENCE, "a look at the bill of materials"),
            Map.entry(StandardPredicate.RELEASE, "an order to sign this release"));

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

    static boolean isOwn(String type) {
        return OWN.matcher(type).matches();
    }

    static String words(String type) {
        return WORDS.getOrDefault(type, "a document of the kind " + of(type));
    }
}
