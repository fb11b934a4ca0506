package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.suture.server.audit.AuditTrail;
import io.suture.server.problem.RefusedException;
import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.ExampleFolder;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.Tokens;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Re-authentication for one signature: bound to person and binding, used once, not older than 120 s. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class StepUpIT {

    private static final Actor APPROVER =
            new Actor("qa.one", "Person qa.one", Set.of(Role.QUALITY_APPROVER), Optional.of("exm"), Optional.empty());
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final StepUps stepUps = server.bean(StepUps.class);
    private final Digest binding = Digest.of(UUID.randomUUID().toString().getBytes());

    @Test
    void whenAssertionIsGoodThenItsStepUpCountsOnceForThisPersonAndBinding() {
        Reply reply = stepUp("qa.one", assertion("qa.one", claims("qa.one", Instant.now(), binding)));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().string("method")).isEqualTo("signed-assertion");

        refused(consume(APPROVER, Digest.of(new byte[1])));
        refused(consume(new Actor("vv.one", "x", Set.of(), Optional.of("exm"), Optional.empty()), binding));
        assertThat(consume(APPROVER, binding).block()).isNotNull();
        refused(consume(APPROVER, binding));
    }

    @Test
    void whenConsumerIsRolledBackThenTheStepUpIsStillThere() {
        stepUp("qa.one", assertion("qa.one", claims("qa.one", Instant.now(), binding)));
        TransactionalOperator transaction = server.bean(TransactionalOperator.class);
        assertThatThrownBy(() -> consume(APPROVER, binding)
                        .then(Mono.error(new IllegalStateException("later step failed")))
                        .as(transaction::transactional)
                        .block())
                .hasMessage("later step failed");
        assertThat(consume(APPROVER, binding).block()).isNotNull();
    }

    @Test
    void whenTenConsumeAtOnceThenOneGetsIt() {
        stepUp("qa.one", assertion("qa.one", claims("qa.one", Instant.now(), binding)));
        List<StepUp> got = Flux.range(0, 10)
                .flatMap(i -> consume(APPROVER, binding).onErrorComplete(RefusedException.class))
                .collectList()
                .block();
        assertThat(got).hasSize(1);
    }

    @Test
    void whenStepUpIs120SecondsOldThenItCountsAndOneSecondLaterNot() {
        for (int age : new int[] {120, 121}) {
            records(NOW).put(APPROVER, binding, new StepUp("test", NOW)).block();
            Mono<StepUp> used = records(NOW.plusSeconds(age)).consume(APPROVER, binding);
            if (age == 120) {
                assertThat(used.block()).isEqualTo(new StepUp("test", NOW));
            } else {
                refused(used);
            }
        }
    }

    private StepUpRecords records(Instant now) {
        return new StepUpRecords(
                server.bean(StepUpTable.class),
                server.bean(AuditTrail.class),
                server.bean(TransactionalOperator.class),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    static Stream<Arguments> badAssertions() {
        Instant now = Instant.now();
        Digest bound = Digest.of(new byte[] {7});
        JsonObject good = claims("qa.one", now, bound);
        return Stream.of(
                Arguments.of("binding", assertion("qa.one", claims("qa.one", now, Digest.of(new byte[0])))),
                Arguments.of("person", assertion("vv.one", claims("vv.one", now, bound))),
                Arguments.of("signature", Tokens.signed(header("step-up+jwt"), good, ExampleFolder.person("vv.one"))),
                Arguments.of("algorithm", Tokens.signed(header("JWT"), good, ExampleFolder.person("qa.one"))),
                Arguments.of("expired", assertion("qa.one", claims("qa.one", now.minusSeconds(121), bound))),
                Arguments.of("expired", assertion("qa.one", lasting(claims("qa.one", now, bound), 121))),
                Arguments.of("not-yet-valid", assertion("qa.one", claims("qa.one", now.plusSeconds(60), bound))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAssertions")
    void whenAssertionIsBadThenItIsRefusedAndCounted(String reason, String assertion) {
        double before = failures(reason);
        Reply reply = stepUp("qa.one", assertion, Digest.of(new byte[] {7}));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().string("reason")).isEqualTo(reason);
        assertThat(failures(reason)).isEqualTo(before + 1);
    }

    private double failures(String reason) {
        return server.bean(MeterRegistry.class)
                .counter(FailedAttempts.METER, "attempt", "step-up", "reason", reason)
                .count();
    }

    @Test
    void whenStepUpAssertionIsReplayedOrUsedToSignInThenItIsRefused() {
        String assertion = assertion("qa.one", claims("qa.one", Instant.now(), binding));
        assertThat(api.exchange(assertion).json().string("reason")).isEqualTo("algorithm");
        assertThat(stepUp("qa.one", assertion).status()).isEqualTo(201);
        assertThat(stepUp("qa.one", assertion).json().string("reason")).isEqualTo("replayed");
    }

    private Reply stepUp(String person, String assertion) {
        return stepUp(person, assertion, binding);
    }

    private Reply stepUp(String person, String assertion, Digest bound) {
        JsonObject body = JsonObject.builder()
                .put("binding", bound.toString())
                .put("assertion", assertion)
                .build();
        return api.post(person, "/api/v1/step-up", body);
    }

    private Mono<StepUp> consume(Actor actor, Digest bound) {
        return stepUps.consume(actor, bound);
    }

    private static void refused(Mono<StepUp> consumed) {
        assertThatThrownBy(consumed::block)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().type().code()).isEqualTo("step-up-required"));
    }

    private static String assertion(String person, JsonObject claims) {
        return Tokens.signed(header("step-up+jwt"), claims, ExampleFolder.person(person));
    }

    private static JsonObject header(String typ) {
        return JsonObject.builder().put("alg", "ES256").put("typ", typ).build();
    }

    private static JsonObject claims(String person, Instant issued, Digest bound) {
        return lasting(
                Tokens.claims(person, issued).put("binding", bound.toString()).build(), StepUp.MAX_AGE.toSeconds());
    }

    private static JsonObject lasting(JsonObject claims, long seconds) {
        JsonObject.Builder copy = JsonObject.builder();
        claims.members().forEach((name, value) -> {
            if (!name.equals("exp")) {
                copy.put(name, value);
            }
        });
        return copy.put("exp", claims.integer("iat") + seconds).build();
    }
}
