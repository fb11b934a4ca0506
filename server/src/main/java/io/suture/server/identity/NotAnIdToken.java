package io.suture.server.identity;

import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** Refuses tokens of the issuer that are not access tokens, where their {@code typ} header does not tell. */
final class NotAnIdToken implements OAuth2TokenValidator<Jwt> {

    private static final Set<String> OF_ID_TOKENS = Set.of("nonce", "at_hash", "c_hash", "s_hash");

    /** Keycloak's name of access tokens in the claim {@code typ}. */
    private static final String BEARER = "Bearer";

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        Object typ = token.getClaims().getOrDefault("typ", BEARER);
        boolean other = !BEARER.equals(typ) || OF_ID_TOKENS.stream().anyMatch(token::hasClaim);
        return other
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "not an access token", null))
                : OAuth2TokenValidatorResult.success();
    }
}
