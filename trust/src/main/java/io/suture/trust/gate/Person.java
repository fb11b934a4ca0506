package io.suture.trust.gate;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A person who signs evidence.
 *
 * @param id never given to anybody else
 * @param printedName as it must stand in a signature (21 CFR 11.50)
 * @param roles what the person may sign
 * @param trainedUntil until when the person's training is valid, exclusive; unknown if empty
 * @param keys the person's keys, also former ones
 */
public record Person(
        String id, String printedName, Set<String> roles, Optional<Instant> trainedUntil, List<PersonKey> keys) {

    /** Copies roles and keys. */
    public Person {
        roles = Collections.unmodifiableSet(new TreeSet<>(roles));
        keys = List.copyOf(keys);
        if (id.isBlank() || printedName.isBlank() || keys.size() > GateLimits.KEYS) {
            throw new MalformedDocumentException("", "id or printed name is blank, or there are too many keys");
        }
    }

    /** A person about whose training nothing is known. */
    public Person(String id, String printedName, Set<String> roles, List<PersonKey> keys) {
        this(id, printedName, roles, Optional.empty(), keys);
    }

    /** Return whether the person has one of the roles. */
    public boolean hasAnyOf(Collection<String> permitted) {
        return permitted.stream().anyMatch(roles::contains);
    }

    /** Return whether the person's training was valid at that time; unknown is not. */
    public boolean isTrainedAt(Instant time) {
        return trainedUntil.filter(time::isBefore).isPresent();
    }

    static Person of(JsonObject json) {
        return new Person(
                Documents.text(json, "id"),
                Documents.text(json, "printedName"),
                Set.copyOf(new TreeSet<>(json.strings("roles"))),
                json.findInstant("trainedUntil"),
                json.readEach("keys", PersonKey::of));
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        json.put("id", id).put("printedName", printedName).putStrings("roles", roles);
        trainedUntil.ifPresent(until -> json.put("trainedUntil", until));
        return json.putAll("keys", keys.stream().map(PersonKey::toJson).toList())
                .build();
    }
}
