package io.suture.server.identity;

import org.springframework.security.oauth2.jwt.JwtException;

/** The issuer does not answer, and none of its keys is known: whether its tokens are good cannot be said now. */
final class IssuerSilentException extends JwtException {

    IssuerSilentException() {
        super("the issuer's keys cannot be read");
    }
}
