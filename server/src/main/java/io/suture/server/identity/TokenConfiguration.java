package io.suture.server.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.suture.server.runtime.KeyFolder;
import io.suture.server.runtime.RefusedStartException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
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
import reactor.core.publisher.Flux;

/** Which access tokens count: those of the local issuer, if it is on, and those of one OpenID Connect issuer, if it is set. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    /** How far the issuer's clock may be off. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");
    private static final List<SignatureAlgorithm> OF_AN_ISSUER =
            List.of(SignatureAlgorithm.ES256, SignatureAlgorithm.PS256, SignatureAlgorithm.RS256);

    /** The local issuer's key, kept like the server's other keys. */
    @Bean
    @LocalIssuer
    ECKey tokenKey(KeyFolder keys) {
        SoftwareSigner signer = keys.ensure("_identity", "token", KeyAlgorithm.ECDSA_P256);
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) signer.publicKey().jcaPublicKey())
                .privateKey(signer.jcaPrivateKey())
                .keyID(signer.publicKey().keyId().value())
                .build();
    }

    @Bean
    ReactiveJwtDecoder acceptedTokens(ObjectProvider<ECKey> tokenKey, IdentitySettings settings, Clock clock) {
        Map<String, Map<String, ReactiveJwtDecoder>> decoders = new HashMap<>();
        tokenKey.ifAvailable(key -> decoders.put(LocalIssuer.NAME, local(key.toPublicJWK(), settings, clock)));
        issuer(settings.issuerUri()).ifPresent(issuer -> decoders.put(issuer, remote(issuer, settings, clock)));
        if (decoders.isEmpty()) {
            throw new RefusedStartException(
                    "Nobody vouches for people: neither suture.identity.issuer-uri nor suture.identity.local is set.",
                    "Set the https address of your OpenID Connect issuer, or suture.identity.local=true.");
        }
        return new IssuerDecoders(decoders);
    }

    private static Map<String, ReactiveJwtDecoder> local(JWK key, IdentitySettings settings, Clock clock) {
        return Map.of(
                SignatureAlgorithm.ES256.getName(),
                decoder(
                        SignatureAlgorithm.ES256,
                        token -> Flux.just(key),
                        validator(LocalIssuer.NAME, settings, clock),
                        ACCESS_TOKEN));
    }

    /** RFC 9068 section 4, except that {@code typ} may be {@code JWT} or absent, as many issuers have it. */
    private static Map<String, ReactiveJwtDecoder> remote(String issuer, IdentitySettings settings, Clock clock) {
        IssuerDocuments documents =
                new IssuerDocuments(issuer, Optional.ofNullable(settings.oidc().ca()));
        IssuerKeys keys = new IssuerKeys(documents::keys, clock);
        OAuth2TokenValidator<Jwt> validator =
                new DelegatingOAuth2TokenValidator<>(validator(issuer, settings, clock), new NotAnIdToken());
        return OF_AN_ISSUER.stream()
                .collect(Collectors.toMap(
                        SignatureAlgorithm::getName,
                        algorithm -> decoder(algorithm, keys::of, validator, ACCESS_TOKEN, JOSEObjectType.JWT, null)));
    }

    private static ReactiveJwtDecoder decoder(
            SignatureAlgorithm algorithm,
            Function<SignedJWT, Flux<JWK>> keys,
            OAuth2TokenValidator<Jwt> validator,
            @Nullable JOSEObjectType... types) {
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(algorithm)
                .validateType(false)
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(
                        new DefaultJOSEObjectTypeVerifier<>(new HashSet<>(Arrays.asList(types)))))
                .build();
        decoder.setJwtValidator(validator);
        return decoder;
    }

    private static Optional<String> issuer(@Nullable String issuer) {
        if (issuer != null && !issuer.startsWith("https://")) {
            throw new RefusedStartException(
                    "suture.identity.issuer-uri is not an https address.",
                    "Set it to your OpenID Connect issuer, or leave it out.");
        }
        return Optional.ofNullable(issuer);
    }

    private static OAuth2TokenValidator<Jwt> validator(String issuer, IdentitySettings settings, Clock clock) {
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                times, new JwtIssuerValidator(issuer), new JwtAudienceValidator(settings.audience()));
    }
}
