package io.suture.cli.attest;

import io.suture.cli.session.CommandFailure;
import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.MalwareScan;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationRun;
import java.util.List;
import java.util.stream.Stream;

/** Short names of predicate types. */
final class PredicateTypes {

    private static final List<String> SIGNABLE = List.of(
            Authorship.TYPE,
            ValidationProtocol.TYPE,
            ValidationRun.TYPE,
            MalwareScan.TYPE,
            RiskAssessment.TYPE,
            RegulatoryDecision.TYPE);

    private PredicateTypes() {}

    /** Return the short names of what a person can attest, and of the approval, which has a command of its own. */
    static List<String> names() {
        return Stream.concat(SIGNABLE.stream(), Stream.of(QualityApproval.TYPE))
                .map(PredicateTypes::shortName)
                .toList();
    }

    /** Return the type a person can attest under the short name. */
    static String signable(String name) {
        if (name.equals("quality-approval")) {
            throw CommandFailure.usage("an approval is given with: suture approve RELEASE --reason ...");
        }
        return SIGNABLE.stream()
                .filter(type -> shortName(type).equals(name))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage("no predicate " + name + "; there are "
                        + SIGNABLE.stream().map(PredicateTypes::shortName).toList()));
    }

    static String shortName(String type) {
        return type.replaceFirst("^urn:suture:predicate:", "").replaceFirst(":v1$", "");
    }
}
