package io.suture.server.identity;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Ends a browser's session. */
@RestController
class SessionController {

    private final Sessions sessions;

    SessionController(Sessions sessions) {
        this.sessions = sessions;
    }

    @Operation(summary = "Sign out: end the session of this browser")
    @PostMapping("/api/v1/sign-out")
    Mono<ResponseEntity<Void>> signOut(ServerWebExchange exchange) {
        return sessions.close(exchange)
                .map(cookie -> ResponseEntity.noContent()
                        .header(HttpHeaders.SET_COOKIE, cookie.toString())
                        .<Void>build());
    }
}
