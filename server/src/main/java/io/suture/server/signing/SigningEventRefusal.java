package io.suture.server.signing;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.trust.key.KeyId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Why a signing event is not opened, signed or refused. */
sealed interface SigningEventRefusal extends Refusal {

    /** The event has ended. */
    record Closed(UUID event, SigningEventState state, String reason) implements SigningEventRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.SIGNING_EVENT_CLOSED,
                    "The signing event is " + state.code() + (reason.isEmpty() ? "." : ": " + reason + "."),
                    Map.of("signingEvent", event.toString(), "state", state.code(), "reason", reason));
        }
    }

    /** The role waits for signatures of another event. */
    record OtherOpen(UUID event, String role, String purpose) implements SigningEventRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.SIGNING_EVENT_OPEN,
                    "Role %s waits for the signatures of event %s (%s); sign or refuse it first."
                            .formatted(role, event, purpose),
                    Map.of("signingEvent", event.toString(), "role", role, "purpose", purpose));
        }
    }

    /** So many events are open that another one is not opened. */
    record TooManyOpen(int limit) implements SigningEventRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.TOO_MANY_SIGNING_EVENTS,
                    limit + " signing events are open; sign or refuse one first.",
                    Map.of("limit", limit));
        }
    }

    /** The key may not sign this event, or not in this person's name; the code says why. */
    record KeyRefused(KeyId key, String code, String problem) implements SigningEventRefusal {

        static KeyRefused notInRole(KeyId key, String role) {
            return new KeyRefused(key, "key-not-in-role", "is no key of role " + role);
        }

        static KeyRefused ofServer(KeyId key) {
            return new KeyRefused(key, "server-key", "is the server's own");
        }

        static KeyRefused ofSomebodyElse(KeyId key, String person) {
            return new KeyRefused(key, "key-of-another-person", "is not listed in policy/people.json for " + person);
        }

        static KeyRefused notUsable(KeyId key, String state) {
            return new KeyRefused(key, "key-not-usable", "may not sign now: " + state);
        }

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.KEY_NOT_AUTHORISED,
                    "The key " + key + " " + problem + ".",
                    Map.of("keyid", key.value(), "reason", code));
        }
    }

    /** The key, or the person with another key, has signed the event. */
    record AlreadySigned(UUID event, String by) implements SigningEventRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.ALREADY_SIGNED,
                    "The signing event has a signature of " + by + " already.",
                    Map.of("signingEvent", event.toString(), "by", by));
        }
    }

    /** The signature is not one of this key over the bytes of this event. */
    record SignatureInvalid(KeyId key) implements SigningEventRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.SIGNATURE_INVALID,
                    "The signature is not a signature of key " + key + " over the bytes of the event.",
                    Map.of("keyid", key.value()));
        }
    }

    /** A new delegation demands signatures that the current metadata of these products do not have. */
    record SignaturesNeeded(List<SigningEvent> events) implements SigningEventRefusal {

        public SignaturesNeeded {
            events = List.copyOf(events);
        }

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.SIGNATURES_NEEDED,
                    "The current metadata of %s do not have the signatures that the new delegation demands. Publish the same files again once these signing events are complete: %s."
                            .formatted(
                                    String.join(
                                            ", ",
                                            events.stream()
                                                    .map(SigningEvent::role)
                                                    .toList()),
                                    String.join(", ", ids())),
                    Map.of("signingEvents", ids()));
        }

        private List<String> ids() {
            return events.stream().map(event -> event.id().toString()).toList();
        }
    }
}
