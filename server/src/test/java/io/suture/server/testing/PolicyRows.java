package io.suture.server.testing;

import io.suture.trust.digest.Digest;
import io.suture.trust.gate.People;
import io.suture.trust.gate.Person;
import io.suture.trust.gate.PersonKey;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.key.PublicKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Puts policy documents where the offline metadata's upload puts them. */
public record PolicyRows(RunningServer server) {

    private static final AtomicInteger VERSION = new AtomicInteger(1);

    /** Make the standard policy and the example people active for exm. */
    public void put() {
        putRelease(policy -> policy);
        putPeople(Statements.people().people());
    }

    /** The same with one more person, who has this key. */
    public void putWith(String person, String role, PublicKey key) {
        putWith(person, Set.of(role), key);
    }

    /** The same with more roles. */
    public void putWith(String person, Set<String> roles, PublicKey key) {
        putRelease(policy -> policy);
        List<Person> people = new ArrayList<>(Statements.people().people());
        PersonKey theirs = new PersonKey(key, Instant.EPOCH, Optional.empty(), Optional.empty());
        people.add(new Person(person, "Person " + person, roles, List.of(theirs)));
        putPeople(people);
    }

    /** Make a changed standard policy active. */
    public void putRelease(UnaryOperator<String> change) {
        String standard = new String(ReleasePolicy.standard().toJson(), StandardCharsets.UTF_8);
        String changed = change.apply(standard).replace("\"version\":1", "\"version\":" + VERSION.incrementAndGet());
        put("policy/release.json", changed.getBytes(StandardCharsets.UTF_8));
    }

    /** Make these people active; what was put last counts, hence every document is new. */
    public void putPeople(List<Person> people) {
        put("policy/people.json", new People(VERSION.incrementAndGet(), people).toJson());
    }

    private void put(String path, byte[] bytes) {
        server.execute("""
                with event as (
                    insert into audit_event (id, manufacturer, kind, time, leaf)
                    values (gen_random_uuid(), 'test', 'repository.initialised', now(), '\\x00') returning id)
                insert into tuf_target (manufacturer, path, sha256, length, bytes, added_at, event_id)
                select 'exm', '%s', '%s', %d, '\\x%s', now(), id from event on conflict do nothing
                """.formatted(
                path, Digest.of(bytes).hex(), bytes.length, HexFormat.of().formatHex(bytes)));
    }
}
