package io.suture.server.identity;

import io.suture.server.identity.PersonKeyRecord.Validity;
import io.suture.server.problem.Fields;
import io.suture.server.problem.Reason;
import io.suture.trust.digest.Digest;
import io.suture.trust.key.PublicKey;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The keys with which people sign, over HTTP. */
@RestController
@RequestMapping("/api/v1/manufacturers/{m}/people")
class PersonKeyController {

    private static final Pattern FINGERPRINT = Pattern.compile("sha256:[0-9a-f]{64}");

    private final PersonKeyChanges changes;
    private final PersonKeys keys;
    private final PeopleDocument document;
    private final RegisteredKeys registered;
    private final Clock clock;

    PersonKeyController(
            PersonKeyChanges changes,
            PersonKeys keys,
            PeopleDocument document,
            RegisteredKeys registered,
            Clock clock) {
        this.changes = changes;
        this.keys = keys;
        this.document = document;
        this.registered = registered;
        this.clock = clock;
    }

    /** A further key. */
    record NewKey(
            @Nullable String publicKey,
            @Nullable String validFrom,
            @Nullable String validUntil) {}

    /** A key as shown. */
    record KeyView(
            String key,
            String kind,
            String state,
            String publicKey,
            Instant validFrom,
            Optional<Instant> validUntil,
            String registeredBy,
            Instant registeredAt,
            Optional<String> approvedBy,
            Optional<Instant> revokedAt,
            Optional<String> reason) {

        static KeyView of(PersonKeyRecord key) {
            return new KeyView(
                    key.fingerprint().toString(),
                    key.kind(),
                    key.state().code(),
                    key.publicKey().toPem(),
                    key.validFrom(),
                    key.validUntil(),
                    key.registeredBy(),
                    key.registeredAt(),
                    key.approvedBy(),
                    key.revocation().map(PersonKeyRecord.Revocation::at),
                    key.revocation().map(PersonKeyRecord.Revocation::reason));
        }
    }

    /** The keys of a person. */
    record KeyList(String person, List<KeyView> keys) {}

    @Operation(summary = "The document people.json as the registry has it, for the offline ceremony")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> people(@PathVariable("m") String manufacturer) {
        return document.of(manufacturer).map(people -> people.toJson());
    }

    @Operation(summary = "List a person's keys")
    @GetMapping("/{person}/keys")
    Mono<KeyList> list(@PathVariable("m") String manufacturer, @PathVariable("person") String person) {
        return changes.person(manufacturer, person).flatMap(this::list);
    }

    private Mono<KeyList> list(Person owner) {
        String id = owner.actor().id();
        return keys.of(id).map(KeyView::of).collectList().map(views -> new KeyList(id, views));
    }

    @Operation(summary = "Register a further key; it counts when a second person approved it")
    @PostMapping("/{person}/keys")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<KeyView> add(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("person") String person,
            @RequestBody NewKey body) {
        PublicKey key = registered.parse(Fields.required("publicKey", body.publicKey()));
        Instant now = clock.instant();
        Validity validity = validity(body, now);
        return changes.person(manufacturer, person)
                .flatMap(owner -> changes.add(
                        owner, PersonKeyRecord.pending(owner, key, Optional.empty(), validity, actor.id(), now), actor))
                .map(KeyView::of);
    }

    private static Validity validity(NewKey body, Instant now) {
        Instant from = time("validFrom", body.validFrom()).orElse(now);
        Optional<Instant> until = time("validUntil", body.validUntil());
        if (until.filter(end -> !end.isAfter(from) || !end.isAfter(now)).isPresent()) {
            throw Fields.invalid("validUntil", "must be later than now and than validFrom");
        }
        return new Validity(from, until);
    }

    private static Optional<Instant> time(String field, @Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            throw Fields.invalid(field, "must be a time such as 2026-01-31T12:00:00Z");
        }
    }

    @Operation(summary = "Approve a pending key as the second person")
    @PostMapping("/{person}/keys/{key}/approval")
    Mono<KeyList> approve(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("person") String person,
            @PathVariable("key") String key) {
        Digest fingerprint = fingerprint(key);
        return changes.person(manufacturer, person)
                .flatMap(owner -> changes.approve(owner, fingerprint, actor).then(Mono.defer(() -> list(owner))));
    }

    @Operation(summary = "Revoke a key for good")
    @PostMapping("/{person}/keys/{key}/revocation")
    Mono<KeyList> revoke(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("person") String person,
            @PathVariable("key") String key,
            @RequestBody Reason body) {
        Digest fingerprint = fingerprint(key);
        String reason = body.checked();
        return changes.person(manufacturer, person)
                .flatMap(owner ->
                        changes.revoke(owner, fingerprint, actor, reason).then(Mono.defer(() -> list(owner))));
    }

    private static Digest fingerprint(String key) {
        return Digest.parse(Fields.matching("key", key, FINGERPRINT, "must be sha256: and 64 hexadecimal digits"));
    }
}
