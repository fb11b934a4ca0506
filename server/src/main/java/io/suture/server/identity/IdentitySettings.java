package io.suture.server.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who vouches for people.
 *
 * @param issuerUri OpenID Connect issuer; required outside demo mode
 * @param audience what access tokens must be meant for
 * @param personClaim claim that names the person as {@code people.json} does
 * @param bootstrapAdminKey PEM of the person {@code admin}, registered when there is none
 */
@ConfigurationProperties("suture.identity")
record IdentitySettings(
        @Nullable String issuerUri,
        @DefaultValue(AUDIENCE) String audience,
        @DefaultValue("sub") String personClaim,
        @Nullable String bootstrapAdminKey) {

    static final String AUDIENCE = "suture-api";
}
