package io.suture.server.identity;

import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Problems;
import java.net.URI;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;

/** Access tokens for programs, sessions for browsers; the registry says at each request who the person is. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
class SecurityConfiguration {

    private static final URI SIGN_IN = URI.create("/portal/sign-in");
    private static final String NO_PAGE =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /** The management port is bound to the loopback address. */
    @Bean
    @Order(0)
    SecurityWebFilterChain managementChain(ServerHttpSecurity http) {
        return stateless(http)
                .securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeExchange(exchange -> exchange.anyExchange().permitAll())
                .build();
    }

    @Bean
    @Order(1)
    SecurityWebFilterChain peopleChain(
            ServerHttpSecurity http,
            ReactiveJwtDecoder decoder,
            RequestPeople people,
            PermissionCheck check,
            SessionContexts sessions,
            Problems problems) {
        return stateless(http)
                .securityContextRepository(sessions)
                .addFilterAt(new SameOrigin(problems), SecurityWebFiltersOrder.CSRF)
                .headers(SecurityConfiguration::headers)
                .authorizeExchange(exchange -> exchange.anyExchange().access(check))
                .oauth2ResourceServer(
                        server -> server.jwt(jwt -> jwt.jwtDecoder(decoder).jwtAuthenticationConverter(people::of))
                                .authenticationEntryPoint(unauthenticated(problems))
                                .accessDeniedHandler(denied(problems)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(unauthenticated(problems))
                        .accessDeniedHandler(denied(problems)))
                .build();
    }

    private static ServerHttpSecurity stateless(ServerHttpSecurity http) {
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()));
    }

    /** Nothing of the API is a page; a page states a policy of its own, which goes before this one. */
    private static void headers(ServerHttpSecurity.HeaderSpec headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(NO_PAGE));
    }

    /** RFC 6750 section 3: the challenge; the reason stays in the log. */
    private static ServerAuthenticationEntryPoint unauthenticated(Problems problems) {
        return (exchange, failure) -> {
            if (isPage(exchange.getRequest())) {
                exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
                exchange.getResponse().getHeaders().setLocation(SIGN_IN);
                return exchange.getResponse().setComplete();
            }
            exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            return problems.write(
                    exchange, new PlainRefusal(ProblemType.NOT_AUTHENTICATED, "A valid access token is required."));
        };
    }

    /** A browser that asks for a page is shown where to sign in; always the same page, hence no open redirect. */
    private static boolean isPage(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.GET)
                && request.getPath().value().startsWith("/portal")
                && !request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
    }

    private static ServerAccessDeniedHandler denied(Problems problems) {
        return (exchange, failure) ->
                problems.write(exchange, new PlainRefusal(ProblemType.NOT_PERMITTED, "Your roles do not permit this."));
    }
}
