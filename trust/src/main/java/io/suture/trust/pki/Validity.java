package io.suture.trust.pki;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The life time of a certificate (RFC 5280 section 4.1.2.5), whole seconds. */
public record Validity(Instant notBefore, Instant notAfter) {

    /** Checks that the life time is not empty. */
    public Validity {
        notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
        notAfter = notAfter.truncatedTo(ChronoUnit.SECONDS);
        if (!notBefore.isBefore(notAfter)) {
            throw new PkiException(PkiException.Problem.BAD_VALIDITY, "life time ends before it begins");
        }
    }

    /** Return a life time that begins at {@code start}. */
    public static Validity from(Instant start, Duration length) {
        return new Validity(start, start.plus(length));
    }

    Validity within(Validity issuer) {
        Instant begin = notBefore.isBefore(issuer.notBefore) ? issuer.notBefore : notBefore;
        Instant end = notAfter.isAfter(issuer.notAfter) ? issuer.notAfter : notAfter;
        return new Validity(begin, end);
    }
}
