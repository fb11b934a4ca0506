package io.suture.server.evidence;

import static io.suture.server.testing.Drafts.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Approver;
import io.suture.server.testing.Approver.Opened;
import io.suture.server.testing.Drafts;
import io.suture.server.testing.PolicyRows;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.server.testing.Statements;
import io.suture.server.testing.TestPki;
import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.Statement;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.release.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * G5: approve against rejection, new evidence, revocation of the key, withdrawal and change of a file. Every one of these locks the row that
 * another one needs, so that what runs at the same time runs in some order; all orders are tried, then all at once.
 */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class ApprovalRacesIT {

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();
    private final Drafts drafts = new Drafts(api);
    private final String person = "race." + UUID.randomUUID();
    private final SoftwareSigner key = TestPki.key();
    private final ReleaseId id = drafts.submit();
    private final String release = path(id, "");
    private final Statements statements = new Statements(Drafts.manifest(id), Instant.now());
    private final Approver approver = new Approver(Approver.of(api, "qa.one").caller(), person, key);

    /** What runs. */
    enum Step {
        APPROVE,
        REJECT,
        EVIDENCE,
        REVOKE,
        WITHDRAW,
        UPLOAD
    }

    /** What an approval does not survive; withdrawal is for signed releases and an upload for drafts, neither is legal. */
    private static final Set<Step> VOIDING = EnumSet.of(Step.REJECT, Step.EVIDENCE, Step.REVOKE);

    @BeforeEach
    void validated() {
        JsonObject registration = JsonObject.builder()
                .put("id", person)
                .put("printedName", "Person " + person)
                .putStrings("roles", List.of("quality-approver"))
                .put("manufacturer", "exm")
                .put("publicKey", key.publicKey().toPem())
                .build();
        assertThat(api.post("admin", "/api/v1/people", registration).status()).isEqualTo(201);
        api.remember(person, api.token(person, key));
        new PolicyRows(server).putWith(person, "quality-approver", key.publicKey());
        for (HumanPredicate claim : statements.withoutApproval()) {
            String author = claim.signature().signedBy();
            assertThat(api.post(
                                    author,
                                    release + "/evidence",
                                    statements.envelope(claim).toJson())
                            .status())
                    .isEqualTo(201);
        }
    }

    static Stream<List<Step>> orders() {
        return Stream.of(
                        List.of(Step.APPROVE, Step.REJECT, Step.EVIDENCE, Step.REVOKE),
                        List.of(Step.APPROVE, Step.EVIDENCE, Step.REVOKE),
                        List.of(Step.APPROVE, Step.WITHDRAW, Step.UPLOAD, Step.EVIDENCE),
                        List.of(Step.APPROVE, Step.WITHDRAW, Step.UPLOAD))
                .flatMap(steps -> permutations(steps).stream());
    }

    private static List<List<Step>> permutations(List<Step> steps) {
        if (steps.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Step>> all = new ArrayList<>();
        for (Step first : steps) {
            List<Step> rest = new ArrayList<>(steps);
            rest.remove(first);
            permutations(rest).forEach(tail -> {
                List<Step> whole = new ArrayList<>(List.of(first));
                whole.addAll(tail);
                all.add(whole);
            });
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("orders")
    void g5EveryOrderEndsInOneLegalState(List<Step> order) {
        Map<Step, Runner> runners = runners();
        Map<Step, Integer> statuses = new EnumMap<>(Step.class);
        order.forEach(step -> statuses.put(step, runners.get(step).run()));
        boolean approved =
                order.subList(0, order.indexOf(Step.APPROVE)).stream().noneMatch(VOIDING::contains);
        assertThat(statuses.get(Step.APPROVE) == 201).as("%s", order).isEqualTo(approved);
        assertLegal(statuses);
    }

    @RepeatedTest(12)
    void g5AllAtOnceEndInOneLegalState() {
        Map<Step, CompletableFuture<Integer>> running = new EnumMap<>(Step.class);
        runners().forEach((step, runner) -> running.put(step, CompletableFuture.supplyAsync(runner::run)));
        Map<Step, Integer> statuses = new EnumMap<>(Step.class);
        running.forEach((step, status) -> statuses.put(step, status.join()));
        assertLegal(statuses);
    }

    private interface Runner {
        int run();
    }

    private Map<Step, Runner> runners() {
        Opened opened = approver.open(release);
        approver.stepUp(opened);
        Envelope approval = approver.sign(opened, Drafts.manifest(id));
        Envelope change = statements.envelope(statements.authorship("one more change"));
        return Map.of(
                Step.APPROVE,
                () -> approver.hand(opened, approval).status(),
                Step.REJECT,
                () -> api.post("re.one", release + "/rejection", RunningServer.reason("withdrawn"))
                        .status(),
                Step.EVIDENCE,
                () -> api.post("re.one", release + "/evidence", change.toJson()).status(),
                Step.REVOKE,
                () -> revoke().status(),
                Step.WITHDRAW,
                () -> api.post("re.one", release + "/withdrawal", RunningServer.reason("too late"))
                        .status(),
                Step.UPLOAD,
                () -> drafts.upload(id, "firmware.bin", new byte[] {1}).status());
    }

    private Reply revoke() {
        String path = "/api/v1/manufacturers/exm/people/%s/keys/%s/revocation";
        return api.post("admin", path.formatted(person, key.publicKey().fingerprint()), RunningServer.reason("lost"));
    }

    /** Nobody is told a lie: what was answered is what is recorded, and the last word is that of the life cycle. */
    private void assertLegal(Map<Step, Integer> statuses) {
        boolean approved = statuses.get(Step.APPROVE) == 201;
        assertThat(statuses.values()).allMatch(status -> status < 500);
        assertThat(approvals()).isEqualTo(approved ? 1 : 0);
        assertThat(statuses.getOrDefault(Step.REVOKE, 200)).isEqualTo(200);
        assertThat(statuses.getOrDefault(Step.WITHDRAW, 409)).isEqualTo(409);
        assertThat(statuses.getOrDefault(Step.UPLOAD, 409)).isEqualTo(409);
        assertThat(api.get("re.one", release + "/manifest").body())
                .isEqualTo(Drafts.manifest(id).toJson());
        String state = api.get("re.one", release).json().string("state");
        if (statuses.containsKey(Step.REJECT)) {
            assertThat(statuses.get(Step.REJECT)).isEqualTo(200);
            assertThat(state).isEqualTo("rejected");
        } else if (statuses.containsKey(Step.EVIDENCE)) {
            assertThat(statuses.get(Step.EVIDENCE)).isEqualTo(201);
            assertThat(state).isEqualTo("validated");
        } else {
            assertThat(state).isEqualTo(approved ? "approved" : "validated");
        }
    }

    private long approvals() {
        return api.get("re.one", release + "/evidence")
                .text()
                .lines()
                .map(line -> Envelope.parse(line.getBytes(StandardCharsets.UTF_8)))
                .filter(envelope ->
                        Statement.parse(envelope.payload()).predicateType().equals(QualityApproval.TYPE))
                .count();
    }
}
