package io.suture.server.identity;

import io.suture.server.problem.CommonRefusal.NotPermitted;
import io.suture.server.problem.Fields;
import io.suture.trust.key.PublicKey;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Registers and lists people. */
@RestController
class PeopleController {

    private static final int MAX_NAME = 200;

    private final PeopleRegistry people;
    private final PeopleTable table;
    private final RegisteredKeys keys;

    PeopleController(PeopleRegistry people, PeopleTable table, RegisteredKeys keys) {
        this.people = people;
        this.table = table;
        this.keys = keys;
    }

    /** Who is to be registered; {@code kind} is {@code person} unless it says {@code service}. */
    record Registration(
            @Nullable String id,
            @Nullable String printedName,
            @Nullable List<String> roles,
            @Nullable String manufacturer,
            @Nullable String facility,
            @Nullable String kind,
            @Nullable String publicKey) {}

    /** People in order of their ids. */
    record PersonList(List<PersonView> people) {}

    @Operation(summary = "Register a person or a service account")
    @PostMapping("/api/v1/people")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<PersonView> register(@Acting Actor actor, @RequestBody Registration registration) {
        Person person = person(registration);
        permit(actor, person.actor());
        return people.register(person, actor.describe()).map(PersonView::of);
    }

    @Operation(summary = "List the people you may see")
    @GetMapping("/api/v1/people")
    Mono<PersonList> list(@Acting Actor actor) {
        return table.all()
                .filter(person -> actor.seesPerson(person.actor()))
                .map(PersonView::of)
                .collectList()
                .map(PersonList::new);
    }

    private Person person(Registration from) {
        Actor actor = new Actor(
                Fields.id("id", from.id()),
                Fields.text("printedName", from.printedName(), MAX_NAME),
                RoleRules.parse(from.roles()),
                Optional.ofNullable(from.manufacturer()).map(m -> Fields.id("manufacturer", m)),
                Optional.ofNullable(from.facility()).map(f -> Fields.id("facility", f)));
        PublicKey key = keys.parse(Fields.required("publicKey", from.publicKey()));
        return RoleRules.check(new Person(actor, key, kind(from.kind()), true));
    }

    private static Person.Kind kind(@Nullable String code) {
        return Arrays.stream(Person.Kind.values())
                .filter(kind ->
                        code == null ? kind == Person.Kind.PERSON : kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Fields.invalid("kind", "must be 'person' or 'service'"));
    }

    /** A manufacturer's administrator registers that manufacturer's people only. */
    private static void permit(Actor by, Actor person) {
        boolean own = by.manufacturer().isPresent() && by.manufacturer().equals(person.manufacturer());
        if (!by.isPlatformAdmin() && !own) {
            throw new NotPermitted("You may register people of your own manufacturer only.").refused();
        }
    }
}
