package io.suture.server.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who vouches for people.
 *
 * @param issuerUri OpenID Connect issuer, if any
 * @param audience what access tokens must be meant for
 * @param personClaim claim in which the issuer names the person as the registry does
 * @param bootstrapAdminId the first administrator's id
 * @param bootstrapAdminKey PEM of the first administrator's key; registers that person when there is none
 * @param oidc what else is known about the issuer
 */
@ConfigurationProperties("suture.identity")
record IdentitySettings(
        @Nullable String issuerUri,
        @DefaultValue(AUDIENCE) String audience,
        @DefaultValue("sub") String personClaim,
        @DefaultValue("admin") String bootstrapAdminId,
        @Nullable String bootstrapAdminKey,
        @DefaultValue Oidc oidc) {

    static final String AUDIENCE = "suture-api";

    /**
     * The issuer's habits.
     *
     * @param ca PEM of the authorities that vouch for the issuer's address; those of the Java platform if absent
     * @param rolesClaim claim with the person's groups or roles, members separated by dots; the registry alone decides
     *     if absent
     * @param roleMap value of that claim to role; a value that is not listed means nothing
     * @param acr which authentication contexts are strong enough for a signature; none if empty
     */
    record Oidc(
            @Nullable String ca,
            @Nullable String rolesClaim,
            @DefaultValue Map<String, String> roleMap,
            @DefaultValue List<String> acr) {

        Optional<String> roles() {
            return Optional.ofNullable(rolesClaim);
        }
    }
}
