package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.problem.Refusal;
import io.suture.server.testing.Api;
import io.suture.server.testing.Factory;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.PublicKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The registry decides at each request, on each of two servers over one database: reliability.md C6, G7. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleIT {

    private static final String PRODUCTS = Factory.BASE + "/products";

    private final TestDatabase database = new TestDatabase();
    private final Factory factory = new Factory();
    private final List<TestServer> servers = new ArrayList<>();
    private final List<Api> apis = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path folder) {
        TestPki pki = new TestPki();
        for (int i = 0; i < 2; i++) {
            servers.add(new TestServer(
                    database,
                    folder,
                    pki,
                    factory.keys().get("admin").publicKey().toPem(),
                    context -> {}));
            apis.add(new Api(servers.getLast().apiUrl(), pki.client(), factory.keys()));
        }
        factory.register(apis.getFirst());
    }

    @AfterAll
    void stop() {
        servers.forEach(TestServer::close);
        database.close();
    }

    @Test
    void whenRoleIsRemovedOnOneServerThenTheOtherRefusesTheNextRequestOfTheOpenSession() {
        JsonObject release = Factory.object("product", "GW2", "version", "9.0.1");
        apis.getLast().post("sec.one", Factory.BASE + "/releases", release).expect(201);
        change("sec.one", "roles", roles("auditor")).expect(200);
        apis.getLast().post("sec.one", Factory.BASE + "/releases", release).expect(403);
        change("sec.one", "roles", roles("release-engineer")).expect(200);
        apis.getLast().post("sec.one", Factory.BASE + "/releases", release).expect(409);
    }

    @Test
    void whenPersonIsDeactivatedOnOneServerThenTheOtherRefusesTokenSessionAndSignIn() {
        Api other = apis.getLast();
        other.get("vv.one", PRODUCTS).expect(200);
        other.get("vv.one", "/api/v1/people").expect(403);
        change("vv.one", "deactivation", reason()).expect(200);
        other.get("vv.one", PRODUCTS).expect(401);
        assertThat(standing("vv.one")).contains("deactivated");
        change("vv.one", "roles", roles("auditor")).expect(409);
        change("vv.one", "deactivation", reason()).expect(409);
    }

    @Test
    void whenIdOfADeactivatedPersonIsRegisteredAgainThenItIsTaken() {
        person("old.one", "auditor").expect(201);
        change("old.one", "deactivation", reason()).expect(200);
        assertThat(person("old.one", "auditor").expect(409).json().string("type"))
                .endsWith("already-exists");
    }

    @Test
    void whenAdministratorChangesThemselvesThenItIsRefused() {
        change("admin", "deactivation", reason()).expect(403);
        change("admin", "roles", roles("auditor")).expect(403);
    }

    @Test
    void whenTwoAdministratorsRemoveEachOtherThenOneStays() {
        person("adm.two", "admin").expect(201);
        person("adm.three", "admin").expect(201);
        Mono<Boolean> first = removed(0, "adm.two", "adm.three");
        Mono<Boolean> second = removed(1, "adm.three", "adm.two");
        List<Boolean> removed = Objects.requireNonNull(
                Mono.zip(first, second, (a, b) -> List.of(a, b)).block(Duration.ofSeconds(30)));
        assertThat(removed).containsExactlyInAnyOrder(true, false);
    }

    private Mono<Boolean> removed(int server, String by, String person) {
        TestServer one = servers.get(server);
        return one.bean(PeopleTable.class)
                .find(by)
                .flatMap(actor -> one.bean(PeopleChanges.class).deactivate(actor.actor(), person, "race"))
                .hasElement()
                .onErrorReturn(false);
    }

    @Test
    void whenRolesDoNotFitWhatThePersonBelongsToThenTheChangeIsRefused() {
        change("qa.one", "roles", roles("facility")).expect(400);
        change("ce.one", "roles", roles("validator")).expect(400);
        change("qa.one", "roles", roles("king")).expect(400);
    }

    @Test
    void whenManufacturerAdministratorListsOrChangesPeopleThenOnlyTheirOwnExist() {
        apis.getFirst()
                .post("admin", "/api/v1/manufacturers", Factory.object("id", "oth", "name", "Other"))
                .expect(201);
        keyed("adm.oth");
        JsonObject body =
                registration("adm.oth", "admin").put("manufacturer", "oth").build();
        apis.getFirst().post("admin", "/api/v1/people", body).expect(201);

        assertThat(apis.getFirst()
                        .get("adm.oth", "/api/v1/people")
                        .expect(200)
                        .json()
                        .objects("people"))
                .extracting(person -> person.string("id"))
                .containsExactly("adm.oth");
        JsonObject absent =
                as("adm.oth", "no.one", "deactivation", reason()).expect(404).json();
        assertThat(as("adm.oth", "qa.one", "deactivation", reason()).expect(404).json())
                .isEqualTo(absent);
        assertThat(as("adm.oth", "qa.one", "roles", roles("auditor"))
                        .expect(404)
                        .json())
                .isEqualTo(absent);
    }

    @Test
    void whenCredentialsWereResetThenThePersonSignsOnlyAfterASecondPersonConfirmed() {
        keyed("adm.four");
        apis.getFirst()
                .post(
                        "admin",
                        "/api/v1/people",
                        registration("adm.four", "admin").build())
                .expect(201);
        assertThat(standing("qa.one")).isEmpty();
        reset("qa.one");
        assertThat(standing("qa.one")).contains("credential-reset-unconfirmed");
        as("admin", "qa.one", "credential-reset/confirmation", JsonObject.EMPTY).expect(403);
        as("qa.one", "qa.one", "credential-reset/confirmation", JsonObject.EMPTY)
                .expect(403);
        assertThat(standing("qa.one")).contains("credential-reset-unconfirmed");
        as("adm.four", "qa.one", "credential-reset/confirmation", JsonObject.EMPTY)
                .expect(204);
        assertThat(standing("qa.one")).isEmpty();
        as("adm.four", "qa.one", "credential-reset/confirmation", JsonObject.EMPTY)
                .expect(404);
    }

    private void reset(String person) {
        TestServer server = servers.getFirst();
        PeopleTable people = server.bean(PeopleTable.class);
        Actor admin = Objects.requireNonNull(people.find("admin").block()).actor();
        people.find(person)
                .flatMap(found -> server.bean(CredentialResets.class).open(admin, found, "lost"))
                .as(server.bean(TransactionalOperator.class)::transactional)
                .block();
    }

    private Optional<String> standing(String person) {
        TestServer server = servers.getLast();
        return server.bean(PeopleTable.class)
                .find(person)
                .flatMap(found -> server.bean(SigningStanding.class).refusal(found.actor()))
                .map(refusal -> refusal.data().get("reason").toString())
                .blockOptional();
    }

    @Test
    void whenRoleIsLostBetweenRequestAndSignatureThenThePersonMayNotSign() {
        Actor before = new Actor(
                "re.one", "x", Set.of(Role.RELEASE_ENGINEER, Role.VALIDATOR), Optional.of("exm"), Optional.empty());
        Refusal refusal =
                servers.getFirst().bean(SigningStanding.class).refusal(before).block();
        assertThat(refusal).isEqualTo(StandingRefusal.ROLES_CHANGED);
    }

    @Test
    void whenServiceAccountIsRegisteredThenItMayNeitherJudgeNorSign() {
        keyed("ci.one");
        JsonObject.Builder ci = registration("ci.one", "release-engineer").put("kind", "service");
        apis.getFirst()
                .post("admin", "/api/v1/people", ci.put("manufacturer", "exm").build())
                .expect(201);
        assertThat(standing("ci.one")).contains("service-account");
        change("ci.one", "roles", roles("quality-approver")).expect(400);
        change("ci.one", "roles", roles("admin")).expect(400);
    }

    private Api.Answer person(String id, String role) {
        keyed(id);
        return apis.getFirst()
                .post("admin", "/api/v1/people", registration(id, role).build());
    }

    private void keyed(String id) {
        factory.keys().put(id, TestPki.key());
    }

    private JsonObject.Builder registration(String id, String role) {
        PublicKey key = factory.keys().get(id).publicKey();
        return JsonObject.builder()
                .put("id", id)
                .put("printedName", "Person " + id)
                .putStrings("roles", List.of(role))
                .put("publicKey", key.toPem());
    }

    private Api.Answer change(String person, String what, JsonObject body) {
        return as("admin", person, what, body);
    }

    private Api.Answer as(String actor, String person, String what, JsonObject body) {
        return apis.getFirst().post(actor, "/api/v1/people/" + person + "/" + what, body);
    }

    private static JsonObject roles(String... roles) {
        return JsonObject.builder()
                .putStrings("roles", List.of(roles))
                .put("reason", "moved")
                .build();
    }

    private static JsonObject reason() {
        return JsonObject.builder().put("reason", "left").build();
    }
}
