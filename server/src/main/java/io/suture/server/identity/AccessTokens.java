package io.suture.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.suture.server.runtime.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.springframework.stereotype.Component;

/** Issues access tokens (RFC 9068): who the person is, not what the person may do. */
@Component
@LocalIssuer
class AccessTokens {

    static final Duration LIFE = Duration.ofMinutes(10);

    private final ECKey key;
    private final IdentitySettings settings;
    private final Clock clock;
    private final Ids ids;

    AccessTokens(ECKey key, IdentitySettings settings, Clock clock, Ids ids) {
        this.key = key;
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
    }

    /** Return a signed access token for the person. */
    String issue(Actor actor) {
        try {
            SignedJWT token = new SignedJWT(header(), claims(actor));
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the token key cannot sign", e);
        }
    }

    private JWSHeader header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build();
    }

    private JWTClaimsSet claims(Actor actor) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(LocalIssuer.NAME)
                .audience(settings.audience())
                .subject(actor.id())
                .claim("name", actor.printedName())
                .jwtID(ids.next().toString())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
    }
}
