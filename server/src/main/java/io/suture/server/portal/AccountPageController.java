package io.suture.server.portal;

import io.suture.server.identity.AccountDesk;
import io.suture.server.identity.AccountDesk.Typed;
import io.suture.server.identity.Authenticator;
import io.suture.server.identity.LocalIssuer;
import io.suture.server.identity.SameOrigin;
import io.suture.server.problem.Fields;
import io.suture.server.problem.RefusedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sign-in with password and one-time password, and how an account gets them, as plain forms. */
@Controller
@LocalIssuer
class AccountPageController {

    private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED_VALUE;
    private static final String HOME = "/portal";

    private final AccountDesk desk;

    AccountPageController(AccountDesk desk) {
        this.desk = desk;
    }

    @PostMapping(path = "/portal/sign-in", consumes = FORM)
    Mono<Rendering> signIn(ServerWebExchange exchange) {
        return form(exchange)
                .flatMap(form -> desk.openSession(typed(form), exchange.getRequest()))
                .map(cookie -> Rendering.redirectTo(HOME)
                        .header(HttpHeaders.SET_COOKIE, cookie.toString())
                        .build())
                .onErrorResume(RefusedException.class, refused -> signInAgain(refused));
    }

    private static Mono<Rendering> signInAgain(RefusedException refused) {
        Map<String, ?> model = Map.of("local", true, SignInPageController.ACTIVATED, false);
        return Mono.just(Page.refused("sign-in", refused.refusal(), model));
    }

    @GetMapping("/portal/account")
    Rendering account() {
        return Page.open("account", Map.of());
    }

    /** Answers the secret for the app, once: nothing shows it again. */
    @PostMapping(path = "/portal/account", consumes = FORM)
    Mono<Rendering> setUp(ServerWebExchange exchange) {
        return form(exchange)
                .doOnNext(AccountPageController::requireSamePassword)
                .flatMap(form -> desk.setUp(typed(form), exchange.getRequest())
                        .map(secret -> Page.open("authenticator", model(typed(form), secret))))
                .onErrorResume(
                        RefusedException.class,
                        refused -> Mono.just(Page.refused("account", refused.refusal(), Map.of())));
    }

    private static void requireSamePassword(MultiValueMap<String, String> form) {
        if (!Objects.equals(form.getFirst("password"), form.getFirst("again"))) {
            throw Fields.invalid("again", "must be the same password");
        }
    }

    @PostMapping(path = "/portal/account/activation", consumes = FORM)
    Mono<Rendering> activate(ServerWebExchange exchange) {
        return form(exchange).map(AccountPageController::typed).flatMap(typed -> activate(typed, exchange));
    }

    private Mono<Rendering> activate(Typed typed, ServerWebExchange exchange) {
        return Mono.defer(() -> desk.activate(typed, exchange.getRequest()))
                .thenReturn(Rendering.redirectTo("/portal/sign-in?" + SignInPageController.ACTIVATED + "=true")
                        .build())
                .onErrorResume(
                        RefusedException.class,
                        refused -> Mono.just(Page.refused("authenticator", refused.refusal(), model(typed))));
    }

    private static Map<String, Object> model(Typed typed, Authenticator authenticator) {
        Map<String, Object> model = model(typed);
        model.put("authenticator", authenticator);
        return model;
    }

    private static Map<String, Object> model(Typed typed) {
        Map<String, Object> model = new HashMap<>();
        model.put("person", Objects.requireNonNullElse(typed.person(), ""));
        model.put("code", Objects.requireNonNullElse(typed.code(), ""));
        return model;
    }

    /** Only a page of this server posts its forms. */
    private static Mono<MultiValueMap<String, String>> form(ServerWebExchange exchange) {
        return Mono.defer(() -> {
            SameOrigin.require(exchange.getRequest());
            return exchange.getFormData();
        });
    }

    private static Typed typed(MultiValueMap<String, String> form) {
        return new Typed(
                form.getFirst("person"), form.getFirst("password"), form.getFirst("totp"), form.getFirst("code"));
    }
}
