package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Registry;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.trust.gate.People;
import io.suture.trust.gate.PersonKey;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The keys with which people sign. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class PersonKeyIT {

    private static final String BASE = "/api/v1/manufacturers/exm/people";

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final String person = "key." + UUID.randomUUID();
    private final PublicKey first = newKey();
    private final PublicKey second = newKey();
    private final PublicKey waiting = newKey();

    PersonKeyIT() {
        JsonObject registration = JsonObject.builder()
                .put("id", person)
                .put("printedName", "Kim Key")
                .putStrings("roles", List.of("validator"))
                .put("manufacturer", "exm")
                .put("publicKey", first.toPem())
                .build();
        assertThat(api.post("admin", "/api/v1/people", registration).status()).isEqualTo(201);
    }

    private static PublicKey newKey() {
        return SoftwareSigner.generate(io.suture.trust.key.KeyAlgorithm.ECDSA_P256, new java.security.SecureRandom())
                .publicKey();
    }

    @Test
    void whenPersonIsRegisteredThenTheFirstKeyIsActive() {
        JsonObject key = keys().getFirst();
        assertThat(key.string("state")).isEqualTo("active");
        assertThat(key.string("key")).isEqualTo(first.fingerprint().toString());
        assertThat(server.bean(PersonKeys.class).active(person).collectList().block())
                .containsExactly(first);
    }

    @Test
    void whenKeyIsAddedThenItCountsOnlyAfterASecondPersonApproved() {
        add("admin", second, 201);
        assertThat(server.bean(PersonKeys.class).active(person).collectList().block())
                .containsExactly(first);
        assertThat(exported()).extracting(PersonKey::publicKey).containsExactly(first);
        assertThat(approve("admin", second).problem()).isEqualTo("not-permitted");
        assertThat(approve("qa.one", second).status()).isEqualTo(200);
        assertThat(server.bean(PersonKeys.class).active(person).collectList().block())
                .containsExactly(first, second);
        assertThat(exported()).extracting(PersonKey::publicKey).containsExactly(first, second);
        assertThat(approve("qa.one", second).problem()).isEqualTo("conflict");
    }

    @Test
    void whenKeyIsRevokedThenItIsSoForGoodAndPeopleJsonSaysIt() {
        int before = version();
        Instant from = Instant.now();
        assertThat(revoke("admin", first, "lost").status()).isEqualTo(200);
        assertThat(server.bean(PersonKeys.class).active(person).collectList().block())
                .isEmpty();
        PersonKey key = exported().getFirst();
        assertThat(key.revokedAt()).hasValueSatisfying(at -> assertThat(at).isBetween(from, Instant.now()));
        assertThat(version()).isGreaterThan(before);
        assertThat(revoke("admin", first, "again").problem()).isEqualTo("conflict");
        assertThat(add("admin", first, 409).problem()).isEqualTo("already-exists");
    }

    @Test
    void whenPersonIsDeactivatedThenPeopleJsonEndsTheirKeysAtThatPlaceInTheLog() {
        add("admin", second, 201);
        approve("qa.one", second);
        revoke("admin", second, "lost");
        PersonKey lost = exported().getLast();
        add("admin", waiting, 201);
        Instant from = Instant.now();
        deactivate();
        assertThat(exported()).hasSize(2).contains(lost);
        PersonKey ended = exported().getFirst();
        assertThat(ended.revokedAt()).hasValueSatisfying(at -> assertThat(at).isBetween(from, Instant.now()));
        long index = ended.revokedAtIndex().orElseThrow();
        JsonObject entry = entry(index);
        assertThat(entry.string("kind")).isEqualTo("person.deactivated");
        assertThat(entry.instant("time")).isEqualTo(ended.revokedAt().orElseThrow());
        assertThat(ended.stateAt(Instant.now(), Optional.of(index - 1))).isEqualTo(PersonKey.State.USABLE);
        assertThat(ended.stateAt(Instant.now(), Optional.of(index))).isEqualTo(PersonKey.State.REVOKED);
        assertThat(ended.stateAt(Instant.now())).isEqualTo(PersonKey.State.REVOKED);
        assertThat(approve("qa.one", waiting).problem()).isEqualTo("conflict");
    }

    /** A key that was revoked while it waited never counted: listed as revoked, what it signed before would. */
    @Test
    void whenPendingKeyIsRevokedThenPeopleJsonNeverHasIt() {
        add("admin", second, 201);
        assertThat(revoke("admin", second, "a mistake").status()).isEqualTo(200);
        assertThat(exported()).extracting(PersonKey::publicKey).containsExactly(first);
    }

    private void deactivate() {
        assertThat(api.post("admin", "/api/v1/people/" + person + "/deactivation", RunningServer.reason("left"))
                        .status())
                .isEqualTo(200);
    }

    private JsonObject entry(long index) {
        return api.get("insp.one", "/api/v1/manufacturers/exm/audit/entries?from=" + index + "&limit=1")
                .json();
    }

    @Test
    void whenSomebodyElseTouchesAKeyThenItIsRefusedAndLogged() {
        assertThat(add("vv.one", second, 403).problem()).isEqualTo("not-permitted");
        assertThat(revoke("vv.one", first, "I want to").problem()).isEqualTo("not-permitted");
        assertThat(keys()).hasSize(1);
    }

    @Test
    void whenKeyBelongsToSomebodyElseThenItIsRefused() {
        PublicKey taken =
                PublicKey.fromPem(Registry.person("vv.one", "validator").build().string("publicKey"));
        assertThat(add("admin", taken, 409).problem()).isEqualTo("already-exists");
    }

    @Test
    void whenPersonIsOfAnotherManufacturerThenTheyDoNotExist() {
        assertThat(api.get("qa.one", BASE + "/sec.one/keys").problem()).isEqualTo("not-found");
        assertThat(api.get("admin", BASE + "/ce.one/keys").problem()).isEqualTo("not-found");
    }

    @Test
    void whenValidityEndsBeforeItBeginsThenItIsRefused() {
        JsonObject body = JsonObject.builder()
                .put("publicKey", second.toPem())
                .put("validFrom", "2040-01-01T00:00:00Z")
                .put("validUntil", "2040-01-01T00:00:00Z")
                .build();
        assertThat(api.post("admin", BASE + "/" + person + "/keys", body).problem())
                .isEqualTo("invalid-field");
    }

    private Reply add(String by, PublicKey key, int status) {
        JsonObject body = JsonObject.builder().put("publicKey", key.toPem()).build();
        Reply reply = api.post(by, BASE + "/" + person + "/keys", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        return reply;
    }

    private Reply approve(String by, PublicKey key) {
        return api.post(by, BASE + "/" + person + "/keys/" + key.fingerprint() + "/approval", JsonObject.EMPTY);
    }

    private Reply revoke(String by, PublicKey key, String reason) {
        return api.post(
                by, BASE + "/" + person + "/keys/" + key.fingerprint() + "/revocation", RunningServer.reason(reason));
    }

    private List<JsonObject> keys() {
        return api.get("qa.one", BASE + "/" + person + "/keys").json().objects("keys");
    }

    private List<PersonKey> exported() {
        return people().byId(person).orElseThrow().keys();
    }

    private int version() {
        return people().version();
    }

    private People people() {
        return People.parse(api.get("qa.one", BASE).body());
    }
}
