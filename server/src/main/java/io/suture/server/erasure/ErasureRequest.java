package io.suture.server.erasure;

import io.suture.server.audit.DataSubject;
import io.suture.server.identity.Actor;
import io.suture.trust.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A request to erase the private sections of a data subject.
 *
 * @param id its id
 * @param manufacturer whose log
 * @param key id of the key that would go
 * @param kind {@code person} or {@code device}
 * @param open whose sections, and why; forgotten when the request ends
 * @param legalBasis the provision that demands it
 * @param requestedBy who asked for it
 * @param requestedAt when
 * @param state where it is
 * @param ending how it ended
 */
record ErasureRequest(
        UUID id,
        String manufacturer,
        String key,
        String kind,
        Optional<Asked> open,
        String legalBasis,
        String requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        ErasureState state,
        Optional<Ending> ending) {

    /** What an open request says about somebody. */
    record Asked(String subject, String reason) {}

    /** How it ended; nobody ended what expired. */
    record Ending(Optional<String> by, Instant at) {}

    /** Returns a new request. */
    static ErasureRequest open(
            UUID id, String manufacturer, String key, ErasureWish wish, String requestedBy, Instant at) {
        return new ErasureRequest(
                id,
                manufacturer,
                key,
                wish.subject().kind(),
                Optional.of(new Asked(wish.subject().id(), wish.reason())),
                wish.legalBasis(),
                requestedBy,
                at,
                at.plus(ErasureLimits.VALIDITY),
                ErasureState.OPEN,
                Optional.empty());
    }

    /** Returns the state at a time: what nobody ended in time has expired, whether the job has seen it or not. */
    ErasureState stateAt(Instant now) {
        return state == ErasureState.OPEN && !now.isBefore(expiresAt) ? ErasureState.EXPIRED : state;
    }

    /** Returns who an actor is to this request. */
    ErasureParty party(Actor actor) {
        if (actor.id().equals(requestedBy)) {
            return ErasureParty.REQUESTER;
        }
        return isAbout(actor) ? ErasureParty.SUBJECT : ErasureParty.ANOTHER;
    }

    private boolean isAbout(Actor actor) {
        return open.map(asked -> new DataSubject(kind, asked.subject()))
                .filter(DataSubject.person(actor.id())::equals)
                .isPresent();
    }

    /** Returns why the step is not taken, if so. */
    Optional<ErasureRefusal> refusal(ErasureStep step, ErasureParty by, Instant now) {
        ErasureState current = stateAt(now);
        if (ErasureLifeCycle.next(current, step, by).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                current == ErasureState.OPEN
                        ? new ErasureRefusal.OtherPersonNeeded(step, by)
                        : new ErasureRefusal.Closed(current, step));
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("id", id.toString())
                .put("state", state.code())
                .put("kind", kind)
                .put("key", key)
                .put("legalBasis", legalBasis)
                .put("requestedBy", requestedBy)
                .put("requestedAt", requestedAt)
                .put("expiresAt", expiresAt);
        open.ifPresent(asked -> json.put("subject", asked.subject()).put("reason", asked.reason()));
        ending.ifPresent(end -> {
            json.put("endedAt", end.at());
            end.by().ifPresent(person -> json.put("endedBy", person));
        });
        return json.build();
    }
}
