package io.suture.server.identity;

import io.suture.server.problem.CommonRefusal.NotPermitted;
import io.suture.server.problem.Fields;
import io.swagger.v3.oas.annotations.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Registers people. */
@RestController
class PeopleController {

    private static final int MAX_NAME = 200;
    private static final Set<Role> OF_A_MANUFACTURER =
            EnumSet.of(Role.RELEASE_ENGINEER, Role.VALIDATOR, Role.QUALITY_APPROVER);

    private final PeopleRegistry people;
    private final RegisteredKeys keys;

    PeopleController(PeopleRegistry people, RegisteredKeys keys) {
        this.people = people;
        this.keys = keys;
    }

    /** Who is to be registered. */
    record Registration(
            @Nullable String id,
            @Nullable String printedName,
            @Nullable List<String> roles,
            @Nullable String manufacturer,
            @Nullable String facility,
            @Nullable String publicKey) {}

    /** Who was registered. */
    record Registered(
            String id,
            String printedName,
            List<String> roles,
            Optional<String> manufacturer,
            Optional<String> facility,
            String keyFingerprint) {

        static Registered of(Person person) {
            Actor actor = person.actor();
            return new Registered(
                    actor.id(),
                    actor.printedName(),
                    actor.roles().stream().map(Role::code).sorted().toList(),
                    actor.manufacturer(),
                    actor.facility(),
                    person.publicKey().fingerprint().toString());
        }
    }

    @Operation(summary = "Register a person")
    @PostMapping("/api/v1/people")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Registered> register(@Acting Actor actor, @RequestBody Registration registration) {
        Person person = person(registration);
        permit(actor, person.actor());
        return people.register(person, actor.describe()).map(Registered::of);
    }

    private Person person(Registration from) {
        Set<Role> roles = roles(Fields.list("roles", from.roles()));
        Optional<String> manufacturer = Optional.ofNullable(from.manufacturer()).map(m -> Fields.id("manufacturer", m));
        Optional<String> facility = Optional.ofNullable(from.facility()).map(f -> Fields.id("facility", f));
        if (manufacturer.isEmpty() && roles.stream().anyMatch(OF_A_MANUFACTURER::contains)) {
            throw Fields.invalid("manufacturer", "is missing for these roles");
        }
        if (facility.isEmpty() == roles.contains(Role.FACILITY)) {
            throw Fields.invalid("facility", "belongs to the role 'facility' and to no other");
        }
        return new Person(
                Fields.id("id", from.id()),
                Fields.text("printedName", from.printedName(), MAX_NAME),
                roles,
                manufacturer,
                facility,
                keys.parse(Fields.required("publicKey", from.publicKey())));
    }

    private static Set<Role> roles(List<String> names) {
        return names.stream()
                .map(name -> Role.of(name).orElseThrow(() -> Fields.invalid("roles", "names an unknown role")))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A manufacturer's administrator registers that manufacturer's people only. */
    private static void permit(Actor by, Actor person) {
        boolean own = by.manufacturer().isPresent() && by.manufacturer().equals(person.manufacturer());
        if (!by.isPlatformAdmin() && !own) {
            throw new NotPermitted("You may register people of your own manufacturer only.").refused();
        }
    }
}
