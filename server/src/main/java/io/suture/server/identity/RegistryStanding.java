package io.suture.server.identity;

import io.suture.server.problem.Refusal;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads from the registry whether a person may sign (21 CFR 11.100, 11.200(a), 11.300). */
@Component
class RegistryStanding implements SigningStanding {

    private final PeopleTable people;
    private final ResetTable resets;

    RegistryStanding(PeopleTable people, ResetTable resets) {
        this.people = people;
        this.resets = resets;
    }

    @Override
    public Mono<Refusal> refusal(Actor actor) {
        return people.share(actor.id())
                .flatMap(person -> refusal(person, actor))
                .switchIfEmpty(
                        Mono.defer(() -> resets.findOpen(actor.id()).map(open -> StandingRefusal.RESET_UNCONFIRMED)));
    }

    private static Mono<Refusal> refusal(Person now, Actor actor) {
        if (!now.active()) {
            return Mono.just(StandingRefusal.DEACTIVATED);
        }
        if (now.kind() == Person.Kind.SERVICE) {
            return Mono.just(StandingRefusal.SERVICE_ACCOUNT);
        }
        return now.actor().roles().containsAll(actor.roles()) ? Mono.empty() : Mono.just(StandingRefusal.ROLES_CHANGED);
    }
}
