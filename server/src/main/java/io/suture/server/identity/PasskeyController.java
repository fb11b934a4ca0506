package io.suture.server.identity;

import io.suture.server.identity.PasskeyChallenges.Purpose;
import io.suture.server.problem.CommonRefusal.NotPermitted;
import io.suture.server.problem.Fields;
import io.suture.trust.dsse.WebAuthn;
import io.suture.trust.key.PublicKey;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Registration of and sign-in with passkeys (WebAuthn Level 3), over HTTP. */
@RestController
class PasskeyController {

    private static final String PASSKEYS = "/api/v1/manufacturers/{m}/people/{person}/passkeys";

    private final PasskeyDesk desk;
    private final PasskeyChallenges challenges;
    private final PasskeyOrigin origin;
    private final PersonKeyChanges changes;
    private final RegisteredKeys registered;

    PasskeyController(
            PasskeyDesk desk,
            PasskeyChallenges challenges,
            PasskeyOrigin origin,
            PersonKeyChanges changes,
            RegisteredKeys registered) {
        this.desk = desk;
        this.challenges = challenges;
        this.origin = origin;
        this.changes = changes;
        this.registered = registered;
    }

    /** What the browser asks the authenticator to sign. */
    record Challenge(String payload, String challenge, String rpId) {

        static Challenge of(byte[] payload, String rpId) {
            return new Challenge(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(payload),
                    WebAuthn.challenge(PasskeyChallenges.PAYLOAD_TYPE, payload),
                    rpId);
        }
    }

    /**
     * A new passkey.
     *
     * @param publicKey its SubjectPublicKeyInfo, base64url, as {@code getPublicKey()} gave it
     * @param assertion the first one, over the challenge
     */
    record NewPasskey(@Nullable String publicKey, @Nullable PasskeyAssertion assertion) {}

    @Operation(summary = "Begin to register a passkey of one's own")
    @PostMapping(PASSKEYS + "/challenge")
    Mono<Challenge> begin(
            @Acting Actor actor, @PathVariable("m") String manufacturer, @PathVariable("person") String person) {
        return owner(actor, manufacturer, person)
                .flatMap(owner -> challenges.give(Purpose.REGISTRATION, Optional.of(actor.id())))
                .map(payload -> Challenge.of(payload, origin.rpId()));
    }

    @Operation(summary = "Register a passkey of one's own; it counts when a second person approved it")
    @PostMapping(PASSKEYS)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<PersonKeyController.KeyView> register(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("person") String person,
            @RequestBody NewPasskey body) {
        PublicKey key = registered.ofSpki(PasskeyAssertion.bytes("publicKey", body.publicKey()));
        PasskeyAssertion assertion = Fields.required("assertion", body.assertion());
        return owner(actor, manufacturer, person)
                .flatMap(owner -> desk.register(actor, owner, key, assertion))
                .map(PersonKeyController.KeyView::of);
    }

    private Mono<Person> owner(Actor actor, String manufacturer, String person) {
        return changes.person(manufacturer, person)
                .filter(owner -> owner.actor().id().equals(actor.id()))
                .switchIfEmpty(Mono.error(() ->
                        new NotPermitted("A passkey is registered by its owner, in the owner's browser.").refused()));
    }

    @Operation(summary = "Begin to sign in with a passkey")
    @PostMapping("/api/v1/passkey-sign-in/challenge")
    Mono<Challenge> challenge() {
        return challenges.give(Purpose.SIGN_IN, Optional.empty()).map(payload -> Challenge.of(payload, origin.rpId()));
    }

    @Operation(summary = "Sign in with a passkey: opens a session of this browser")
    @PostMapping("/api/v1/passkey-sign-in")
    Mono<ResponseEntity<Void>> signIn(@RequestBody PasskeyAssertion assertion, ServerHttpRequest request) {
        SameOrigin.require(request);
        return Mono.defer(() -> desk.signIn(assertion))
                .map(cookie -> ResponseEntity.noContent()
                        .header(HttpHeaders.SET_COOKIE, cookie.toString())
                        .<Void>build());
    }
}
