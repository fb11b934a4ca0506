package io.suture.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.suture.trust.key.PublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JWT bearer assertion (RFC 7523 section 3): "I am this person", ES256 with the person's registered key. Its header
 * never chooses the key.
 *
 * @param person who it speaks for
 * @param jti its identifier, good for one exchange
 * @param issuedAt when it was made
 * @param expiresAt when it ends
 */
record Assertion(String person, String jti, Instant issuedAt, Instant expiresAt, SignedJWT token) {

    static final int MAX_LENGTH = 4096;
    /** How long used assertions are remembered after their end: clocks of two servers may differ. */
    static final Duration REMEMBERED = Duration.ofMinutes(1);

    static final Duration SKEW = Duration.ofSeconds(5);

    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");
    private static final int MAX_ID = 128;
    private static final int MIN_JTI = 16;

    /** What an assertion is for; its {@code typ} says so, hence none serves for the other purpose. */
    enum Purpose {
        SIGN_IN("JWT", Duration.ofMinutes(1)),
        STEP_UP("step-up+jwt", StepUp.MAX_AGE);

        private final String type;
        private final Duration maxLife;

        Purpose(String type, Duration maxLife) {
            this.type = type;
            this.maxLife = maxLife;
        }

        private boolean has(@Nullable JOSEObjectType typ) {
            return typ == null ? this == SIGN_IN : typ.equals(new JOSEObjectType(type));
        }
    }

    /** Read an assertion and check everything but signature and single use. */
    static Assertion parse(String text, Purpose purpose, String audience, Instant now) {
        if (text.length() > MAX_LENGTH) {
            throw refused("malformed");
        }
        try {
            SignedJWT token = SignedJWT.parse(text);
            header(token.getHeader(), purpose);
            return claims(token, purpose, audience, now);
        } catch (ParseException e) {
            throw refused("malformed");
        }
    }

    private static void header(JWSHeader header, Purpose purpose) {
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm()) || !purpose.has(header.getType())) {
            throw refused("algorithm");
        }
        if (!HEADER.containsAll(header.toJSONObject().keySet())) {
            throw refused("header");
        }
    }

    private static Assertion claims(SignedJWT token, Purpose purpose, String audience, Instant now)
            throws ParseException {
        JWTClaimsSet claims = token.getJWTClaimsSet();
        Assertion assertion = new Assertion(
                text(claims.getSubject(), 1),
                text(claims.getJWTID(), MIN_JTI),
                instant(claims.getIssueTime()),
                instant(claims.getExpirationTime()),
                token);
        if (!assertion.person.equals(claims.getIssuer())) {
            throw refused("issuer");
        }
        if (!List.of(audience).equals(claims.getAudience())) {
            throw refused("audience");
        }
        assertion.times(claims.getNotBeforeTime(), purpose, now);
        return assertion;
    }

    private void times(@Nullable Date notBefore, Purpose purpose, Instant now) {
        if (!expiresAt.isAfter(now) || Duration.between(issuedAt, expiresAt).compareTo(purpose.maxLife) > 0) {
            throw refused("expired");
        }
        Instant from = notBefore == null ? issuedAt : notBefore.toInstant();
        if (from.isAfter(now.plus(SKEW)) || issuedAt.isAfter(now.plus(SKEW))) {
            throw refused("not-yet-valid");
        }
    }

    private static String text(@Nullable String value, int min) {
        if (value == null || value.length() < min || value.length() > MAX_ID) {
            throw refused("claims");
        }
        return value;
    }

    private static Instant instant(@Nullable Date value) {
        if (value == null) {
            throw refused("claims");
        }
        return value.toInstant();
    }

    /** Return a claim of its own purpose. */
    Optional<String> claim(String name) {
        try {
            return Optional.ofNullable(token.getJWTClaimsSet().getStringClaim(name));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** Return whether the person's key made the signature. */
    boolean isSignedBy(PublicKey key) {
        try {
            byte[] concatenated = token.getSignature().decode();
            return concatenated.length == 64
                    && key.verify(token.getSigningInput(), ECDSA.transcodeSignatureToDER(concatenated));
        } catch (JOSEException e) {
            return false;
        }
    }

    static AssertionRefusedException refused(String reason) {
        return new AssertionRefusedException(reason);
    }
}
