package io.suture.trust.gate;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.Subject;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Sorts envelopes into evidence that may count and findings that say why the rest does not. */
final class EvidenceReader {

    private static final String NO_KEY_VERIFIES = "no-key-verifies";

    private final ReleaseRule rule;
    private final People people;
    private final Digest manifest;
    private final EvidencePositions positions;
    private final Instant now;
    private final List<Evidence<?>> authenticated = new ArrayList<>();
    private final List<Evidence<?>> counted = new ArrayList<>();
    private final List<SetAside> setAside = new ArrayList<>();
    private final Set<Digest> present = new HashSet<>();

    EvidenceReader(ReleaseRule rule, People people, Manifest manifest, EvidencePositions positions, Instant now) {
        this.rule = rule;
        this.people = people;
        this.manifest = manifest.digest();
        this.positions = positions;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** Signed by the named person; also in a role that the policy does not permit. */
    List<Evidence<?>> authenticated() {
        return authenticated;
    }

    /** Authenticated, and the policy lets it count. */
    List<Evidence<?>> counted() {
        return counted;
    }

    List<SetAside> setAside() {
        return setAside;
    }

    /**
     * Payload digests of what is here. A statement whose envelope was damaged so that it no longer verifies is not:
     * otherwise a failed run could be hidden by spoiling its signature.
     */
    Set<Digest> present() {
        return present;
    }

    void read(Envelope envelope) {
        Digest digest = envelope.payloadDigest();
        int before = setAside.size();
        try {
            Optional<HumanPredicate> predicate = predicate(digest, envelope);
            predicate.flatMap(claim -> authenticate(digest, envelope, claim)).ifPresent(this::admit);
            if (setAside.size() == before || !isDamaged(setAside.getLast())) {
                present.add(digest);
            }
        } catch (MalformedDocumentException e) {
            setAside.add(new SetAside.MalformedEvidence(digest, String.valueOf(e.getMessage())));
        }
    }

    private static boolean isDamaged(SetAside reason) {
        return switch (reason) {
            case SetAside.MalformedEvidence ignored -> true;
            case SetAside.SignerMismatch ignored -> true;
            case SetAside.KeyNotAuthorised refused -> refused.problem().equals(NO_KEY_VERIFIES);
            default -> false;
        };
    }

    private Optional<HumanPredicate> predicate(Digest digest, Envelope envelope) {
        if (!envelope.payloadType().equals(Statement.PAYLOAD_TYPE)) {
            return refuse(new SetAside.MalformedEvidence(digest, "payload type is not an in-toto statement"));
        }
        Statement statement = Statement.parse(envelope.payload());
        if (!statement.isAbout(manifest)) {
            List<Digest> found =
                    statement.subjects().stream().map(Subject::digest).toList();
            return refuse(new SetAside.SubjectMismatch(digest, manifest, found));
        }
        return Predicate.of(statement) instanceof HumanPredicate human
                ? notInFuture(digest, human)
                : refuse(new SetAside.UnknownEvidence(digest, statement.predicateType()));
    }

    private Optional<HumanPredicate> notInFuture(Digest digest, HumanPredicate predicate) {
        Instant time = predicate.latestTime();
        return time.isAfter(now.plus(GateLimits.FUTURE))
                ? refuse(new SetAside.DatedInFuture(digest, time, now))
                : Optional.of(predicate);
    }

    private Optional<Evidence<?>> authenticate(Digest digest, Envelope envelope, HumanPredicate predicate) {
        String stated = predicate.signature().signedBy();
        Optional<Person> person = people.byId(stated);
        if (person.isEmpty()) {
            return refuse(notSigned(digest, envelope, stated, "unknown-person"));
        }
        List<PersonKey> verified = verified(envelope, person.get());
        if (verified.isEmpty()) {
            return refuse(notSigned(digest, envelope, stated, NO_KEY_VERIFIES));
        }
        List<SigningMethod> methods = usable(digest, verified, predicate);
        return methods.isEmpty()
                ? Optional.empty()
                : named(digest, predicate, person.get())
                        .map(named -> new Evidence<>(digest, predicate, named, methods));
    }

    private SetAside notSigned(Digest digest, Envelope envelope, String stated, String problem) {
        return people.people().stream()
                .filter(other -> !verified(envelope, other).isEmpty())
                .findFirst()
                .<SetAside>map(other -> new SetAside.SignerMismatch(digest, stated, other.id()))
                .orElseGet(() -> new SetAside.KeyNotAuthorised(digest, stated, problem));
    }

    private static List<PersonKey> verified(Envelope envelope, Person person) {
        return person.keys().stream().filter(key -> key.signed(envelope)).toList();
    }

    /** Return how the person signed with keys that were usable; none refuses. */
    private List<SigningMethod> usable(Digest digest, List<PersonKey> verified, HumanPredicate predicate) {
        Instant at = predicate.signature().signedAt();
        Optional<Long> position = positions.of(digest);
        List<SigningMethod> methods = verified.stream()
                .filter(key -> key.stateAt(at, position) == PersonKey.State.USABLE)
                .map(PersonKey::method)
                .distinct()
                .toList();
        if (methods.isEmpty()) {
            String state = verified.getFirst()
                    .stateAt(at, position)
                    .name()
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-');
            setAside.add(
                    new SetAside.KeyNotAuthorised(digest, predicate.signature().signedBy(), state));
        }
        return methods;
    }

    private Optional<Person> named(Digest digest, HumanPredicate predicate, Person person) {
        String stated = predicate.signature().printedName();
        if (!stated.equals(person.printedName())) {
            return refuse(new SetAside.PrintedNameMismatch(digest, person.id(), stated, person.printedName()));
        }
        return Optional.of(person);
    }

    private void admit(Evidence<?> evidence) {
        authenticated.add(evidence);
        new Admission(rule, now).refusal(evidence).ifPresentOrElse(setAside::add, () -> counted.add(evidence));
    }

    private <T> Optional<T> refuse(SetAside reason) {
        setAside.add(reason);
        return Optional.empty();
    }
}
