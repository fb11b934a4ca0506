package io.suture.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import io.suture.server.runtime.Ids;
import io.suture.server.runtime.RefusedStartException;
import io.suture.server.runtime.SutureSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierReactiveJwtDecoder;
import reactor.core.publisher.Flux;

/** Which access tokens count: those of the local issuer in demo mode, else those of one OpenID Connect issuer. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    /** Demo mode: an ES256 key that lives as long as the process. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "suture.demo", havingValue = "true")
    static class Local {

        @Bean
        ECKey tokenKey(SecureRandom random, Ids ids) throws JOSEException {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(ids.next().toString())
                    .secureRandom(random)
                    .generate();
        }

        @Bean
        ReactiveJwtDecoder localTokens(ECKey tokenKey, IdentitySettings settings, Clock clock) {
            ECKey published = tokenKey.toPublicJWK();
            NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(token -> Flux.just(published))
                    .jwsAlgorithm(SignatureAlgorithm.ES256)
                    .validateType(false)
                    .jwtProcessorCustomizer(processor ->
                            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(ACCESS_TOKEN)))
                    .build();
            decoder.setJwtValidator(validator(AccessTokens.ISSUER, settings.audience(), clock));
            return decoder;
        }
    }

    /** RFC 9068 section 4, except that an absent {@code typ} is accepted where the issuer does not set it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "suture.demo", havingValue = "false", matchIfMissing = true)
    static class OpenIdConnect {

        @Bean
        ReactiveJwtDecoder issuerTokens(IdentitySettings settings, SutureSettings suture, Clock clock) {
            String issuer = required(settings.issuerUri());
            return new SupplierReactiveJwtDecoder(() -> {
                NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withIssuerLocation(issuer)
                        .jwsAlgorithms(algorithms -> {
                            algorithms.clear();
                            algorithms.add(SignatureAlgorithm.ES256);
                            algorithms.add(SignatureAlgorithm.PS256);
                            algorithms.add(SignatureAlgorithm.RS256);
                        })
                        .validateType(false)
                        .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(
                                new DefaultJOSEObjectTypeVerifier<>(ACCESS_TOKEN, JOSEObjectType.JWT, null)))
                        .build();
                decoder.setJwtValidator(validator(issuer, settings.audience(), clock));
                return decoder;
            });
        }

        private static String required(@Nullable String issuer) {
            if (issuer == null || !issuer.startsWith("https://")) {
                throw new RefusedStartException(
                        "suture.identity.issuer-uri is not an https address.",
                        "Set it to your OpenID Connect issuer, or set suture.demo=true for a demonstration.");
            }
            return issuer;
        }
    }

    static OAuth2TokenValidator<Jwt> validator(String issuer, String audience, Clock clock) {
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                times, new JwtIssuerValidator(issuer), new JwtAudienceValidator(audience));
    }
}
