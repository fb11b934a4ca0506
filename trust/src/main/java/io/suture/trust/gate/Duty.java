package io.suture.trust.gate;

import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.StandardPredicate;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.json.MalformedDocumentException;
import java.util.Arrays;
import java.util.Locale;

/** What somebody does for a release, in the order in which it is done, and the evidence that shows it. */
public enum Duty {
    AUTHOR(Authorship.TYPE),
    TESTER(ValidationRun.TYPE),
    APPROVER(QualityApproval.TYPE),
    SIGNER(StandardPredicate.RELEASE);

    private final String predicate;

    Duty(String predicate) {
        this.predicate = predicate;
    }

    /** Return the type of the evidence that shows who had the duty. */
    public String predicate() {
        return predicate;
    }

    /** Return the word in documents. */
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Duty ofJson(String word) {
        return Arrays.stream(values())
                .filter(duty -> duty.json().equals(word))
                .findFirst()
                .orElseThrow(() -> new MalformedDocumentException(
                        "separationOfDuties", "author, tester, approver or signer is expected"));
    }
}
