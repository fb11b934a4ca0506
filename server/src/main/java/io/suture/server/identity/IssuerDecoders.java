package io.suture.server.identity;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import java.text.ParseException;
import java.util.Map;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Chooses the decoder of a token: by the issuer it names among the configured ones, then by the algorithm among those of
 * the issuer. Nothing else in the token has a say.
 */
final class IssuerDecoders implements ReactiveJwtDecoder {

    private final Map<String, Map<String, ReactiveJwtDecoder>> decoders;

    /** Creates it with the decoders by issuer and algorithm. */
    IssuerDecoders(Map<String, Map<String, ReactiveJwtDecoder>> decoders) {
        this.decoders = Map.copyOf(decoders);
    }

    @Override
    public Mono<Jwt> decode(String token) {
        return Mono.fromCallable(() -> JWTParser.parse(token))
                .onErrorMap(ParseException.class, e -> new BadJwtException("not a JWT"))
                .map(this::decoder)
                .flatMap(decoder -> decoder.decode(token))
                .onErrorMap(
                        failure -> failure.getCause() instanceof IssuerSilentException,
                        failure -> new PlainRefusal(
                                        ProblemType.UNAVAILABLE, "The issuer of this token does not answer; try again.")
                                .refused());
    }

    private ReactiveJwtDecoder decoder(JWT token) {
        Map<String, ReactiveJwtDecoder> byAlgorithm = decoders.get(issuer(token));
        ReactiveJwtDecoder decoder = byAlgorithm == null || !(token instanceof SignedJWT)
                ? null
                : byAlgorithm.get(token.getHeader().getAlgorithm().getName());
        if (decoder == null) {
            throw new BadJwtException("issuer or algorithm is not accepted");
        }
        return decoder;
    }

    private static String issuer(JWT token) {
        try {
            return String.valueOf(token.getJWTClaimsSet().getIssuer());
        } catch (ParseException e) {
            throw new BadJwtException("no claims", e);
        }
    }
}
