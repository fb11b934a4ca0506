package io.suture.server.identity;

import io.suture.server.identity.PasswordSignIn.Credentials;
import io.suture.server.problem.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the holder of a local account does, typed into a program or into a page. */
@Component
@LocalIssuer
public class AccountDesk {

    /** How one signs in here. */
    static final String METHOD = "password-totp";

    private static final String ATTEMPT = "local-sign-in";
    private static final int MAX_TEXT = 200;

    private final PasswordSignIn signIn;
    private final LocalAccounts accounts;
    private final Sessions sessions;

    AccountDesk(PasswordSignIn signIn, LocalAccounts accounts, Sessions sessions) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /** What somebody types in. */
    public record Typed(
            @Nullable String person,
            @Nullable String password,
            @Nullable String totp,
            @Nullable String code) {

        @Override
        public String toString() {
            return "Typed";
        }
    }

    /** Return the person whose password and one-time password these are. */
    Mono<Person> verify(Typed typed, ServerHttpRequest request) {
        Credentials credentials = new Credentials(
                Fields.id("person", typed.person()),
                Fields.required("password", typed.password()),
                Fields.text("totp", typed.totp(), MAX_TEXT));
        return signIn.verify(credentials, attempt(credentials.person(), request), ATTEMPT);
    }

    /** Open a session for a browser that shows a page of this server, and return its cookie. */
    public Mono<ResponseCookie> openSession(Typed typed, ServerHttpRequest request) {
        SameOrigin.require(request);
        return verify(typed, request).flatMap(person -> sessions.open(person.actor(), METHOD));
    }

    /** Choose a password with the code that was handed out. */
    public Mono<Authenticator> setUp(Typed typed, ServerHttpRequest request) {
        String person = Fields.id("person", typed.person());
        return accounts.choose(
                person, code(typed), Fields.required("password", typed.password()), attempt(person, request));
    }

    /** Activate the account with the first one-time password. */
    public Mono<Void> activate(Typed typed, ServerHttpRequest request) {
        String person = Fields.id("person", typed.person());
        return accounts.activate(
                person, code(typed), Fields.text("totp", typed.totp(), MAX_TEXT), attempt(person, request));
    }

    private static String code(Typed typed) {
        return Fields.text("code", typed.code(), MAX_TEXT);
    }

    /** The peer of the connection; what headers say about another one is not believed. */
    private static Throttle.Attempt attempt(String person, ServerHttpRequest request) {
        return Throttle.Attempt.of(person, Optional.ofNullable(request.getRemoteAddress()));
    }
}
