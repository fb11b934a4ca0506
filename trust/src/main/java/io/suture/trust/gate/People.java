package io.suture.trust.gate;

import io.suture.trust.dsse.Passkey;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import io.suture.trust.release.Documents;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who signs with which key, schema {@code urn:suture:people:v1}; a target of the offline {@code policy} role. A key
 * belongs to one person, so that two signatures by different people are signatures by different keys.
 *
 * @param version grows with every change
 * @param people everybody, also those who left
 */
public record People(int version, List<Person> people) {

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:people:v1";

    /** Checks that ids and keys are unique. */
    public People {
        people = List.copyOf(people);
        if (version < 1 || people.size() > GateLimits.PEOPLE) {
            throw new MalformedDocumentException("", "version is out of range or there are too many people");
        }
        requireUnique(people);
    }

    /** Parses a registry. */
    public static People parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes, GateLimits.POLICY);
        Documents.requireSchema(json, SCHEMA);
        return new People(
                Math.clamp(json.integer("version"), 0, Integer.MAX_VALUE), json.readEach("people", Person::of));
    }

    /** Return the registry as canonical JSON. */
    public byte[] toJson() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("version", version)
                .putAll("people", people.stream().map(Person::toJson).toList())
                .build());
    }

    /** Return the person with that id. */
    public Optional<Person> byId(String id) {
        return people.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    /** Return the person whose key it is, in whatever state the key is. */
    public Optional<Person> byKey(KeyId keyId) {
        return people.stream()
                .filter(person -> person.keys().stream()
                        .anyMatch(key -> key.publicKey().keyId().equals(keyId)))
                .findFirst();
    }

    private static void requireUnique(List<Person> people) {
        Set<String> ids = new HashSet<>();
        Set<PublicKey> keys = new HashSet<>();
        Set<String> credentials = new HashSet<>();
        for (Person person : people) {
            boolean unique = ids.add(person.id());
            for (PersonKey key : person.keys()) {
                unique &= keys.add(key.publicKey());
                unique &= key.passkey()
                        .map(Passkey::credentialId)
                        .map(credentials::add)
                        .orElse(true);
            }
            if (!unique) {
                throw new MalformedDocumentException(
                        "people", "id, key or passkey of " + person.id() + " is there twice");
            }
        }
    }
}
