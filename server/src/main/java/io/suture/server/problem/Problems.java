package io.suture.server.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes {@code application/problem+json} (RFC 9457 section 3). */
@Component
public class Problems {

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /** Answer an exchange with a refusal. */
    public Mono<Void> write(ServerWebExchange exchange, Refusal refusal) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.empty();
        }
        response.setStatusCode(refusal.type().status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setCacheControl("no-store");
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(bytes(refusal))));
    }

    /** Return the problem document of a refusal. */
    public byte[] bytes(Refusal refusal) {
        return json.writeValueAsBytes(document(refusal));
    }

    static Map<String, Object> document(Refusal refusal) {
        ProblemType type = refusal.type();
        Map<String, Object> members = new LinkedHashMap<>(refusal.data());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", type.uri());
        document.put("title", type.title());
        document.put("status", type.status().value());
        document.put("detail", refusal.detail());
        members.keySet().removeAll(document.keySet());
        document.putAll(members);
        return document;
    }
}
