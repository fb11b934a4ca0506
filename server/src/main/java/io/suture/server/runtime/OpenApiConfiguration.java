package io.suture.server.runtime;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

/** The API's description at {@code /v3/api-docs}, and under its well-known name {@code /openapi.json}. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String BEARER = "bearer";

    @Bean
    OpenAPI suture() {
        return new OpenAPI()
                .info(new Info().title("Suture").version("v1").description("Signing and distribution of patches."))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 10)
    WebFilter openApiName() {
        return (exchange, chain) -> chain.filter(isNamed(exchange) ? renamed(exchange) : exchange);
    }

    private static boolean isNamed(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value().equals("/openapi.json");
    }

    private static ServerWebExchange renamed(ServerWebExchange exchange) {
        return exchange.mutate()
                .request(request -> request.path("/v3/api-docs"))
                .build();
    }
}
