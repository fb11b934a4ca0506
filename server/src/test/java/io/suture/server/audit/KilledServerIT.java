package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Registry;
import io.suture.server.testing.Reply;
import io.suture.server.testing.ServerProcess;
import io.suture.trust.evidence.Check;
import io.suture.trust.evidence.LogAudit;
import io.suture.trust.evidence.LogGiven;
import io.suture.trust.evidence.Report;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.BundlePath;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.EntryBundle;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.TreeHash;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code kill -9} of a whole server under load: what it answered is in the log, and the log is one history. */
class KilledServerIT {

    private static final String LOG = "/exm/audit/";
    private static final String RELEASES = "/api/v1/manufacturers/exm/releases";
    private static final int CALLERS = 8;
    private static final int ANSWERS_BEFORE_A_KILL = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path dataDir;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Set<String> checkpoints = ConcurrentHashMap.newKeySet();

    @Test
    void whenTheServerIsKilledUnderLoadThenWhatItAnsweredIsInOneVerifiedLog() throws Exception {
        try (ServerProcess server = ServerProcess.start(dataDir, "-Xmx256m")) {
            prepare(server.api());
            killUnderLoad(server);
        }
        assertThat(asked).as("requests without an answer").hasSizeGreaterThan(answered.size());
        try (ServerProcess server = ServerProcess.start(dataDir, "-Xmx256m")) {
            ApiCalls api = server.api();
            await(() -> logged(api).containsAll(answered));
            assertChangesAndEventsAgree(api);
            Checkpoint whole = assertVerifies(api);
            assertCheckpointsArePrefixes(api, whole);
        }
    }

    private static void prepare(ApiCalls api) {
        Registry registry = new Registry(api);
        registry.manufacturer("exm");
        registry.product("exm", "GW2", "09521234000044");
        registry.person("re.one", "release-engineer", "exm");
        registry.person("insp.one", "auditor", "exm");
    }

    /** Every caller has a request in flight when the process ends; none of them learns more than that. */
    private void killUnderLoad(ServerProcess server) throws Exception {
        ApiCalls api = server.api();
        api.token("re.one");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                threads.execute(() -> untilNobodyAnswers(() -> draft(api)));
            }
            threads.execute(() -> untilNobodyAnswers(() -> look(api)));
            await(() -> answered.size() >= ANSWERS_BEFORE_A_KILL && checkpoints.size() > 1);
            server.kill();
        }
    }

    private static void untilNobodyAnswers(Runnable request) {
        try {
            while (true) {
                request.run();
            }
        } catch (UncheckedIOException killed) {
            return;
        }
    }

    private void draft(ApiCalls api) {
        String version = "1.0." + numbers.incrementAndGet();
        JsonObject body = JsonObject.builder()
                .put("product", "GW2")
                .put("version", version)
                .build();
        asked.add(version);
        Reply reply = api.post("re.one", RELEASES, body);
        if (reply.status() == 201) {
            answered.add(version);
        }
    }

    private void look(ApiCalls api) {
        Reply reply = read(api, "checkpoint");
        if (reply.status() == 200) {
            checkpoints.add(reply.text());
        }
    }

    private static Reply read(ApiCalls api, String path) {
        return path.startsWith("tile/entries/")
                ? api.get("insp.one", LOG + path)
                : api.send(HttpRequest.newBuilder(api.uri(LOG + path)).GET());
    }

    private static void await(BooleanSupplier condition) {
        Boolean unused = Mono.fromSupplier(condition::getAsBoolean)
                .subscribeOn(Schedulers.boundedElastic())
                .filter(met -> met)
                .repeatWhenEmpty(Integer.MAX_VALUE, again -> again.delayElements(Duration.ofMillis(100)))
                .block(PATIENCE);
    }

    /** Returns the versions whose draft is logged and covered by a checkpoint. */
    private static List<String> logged(ApiCalls api) {
        Reply lines =
                api.get("insp.one", "/api/v1/manufacturers/exm/audit/events/export?kind=release.created&product=GW2");
        assertThat(lines.status()).as(lines.text()).isEqualTo(200);
        return lines.text()
                .lines()
                .map(line -> Json.parseObject(line.getBytes(StandardCharsets.UTF_8)))
                .map(event -> event.object("subject").string("version"))
                .toList();
    }

    /** A release that is there has its event, once; one that is not there has none, whatever its caller was told. */
    private void assertChangesAndEventsAgree(ApiCalls api) {
        List<String> logged = logged(api);
        assertThat(logged).doesNotHaveDuplicates();
        List<String> there = asked.stream()
                .filter(version ->
                        api.get("re.one", RELEASES + "/GW2/" + version).status() == 200)
                .toList();
        assertThat(there).containsAll(answered).hasSameElementsAs(logged);
    }

    private static LogPolicy policy(ApiCalls api) {
        JsonObject log = api.get("insp.one", "/api/v1/manufacturers/exm/signing-keys")
                .json()
                .object("log");
        return new LogPolicy(1, log.string("origin"), log.strings("vkeys"));
    }

    /** What {@code audit verify --log URL --checkpoint SEEN} does. */
    private Checkpoint assertVerifies(ApiCalls api) {
        LogPolicy policy = policy(api);
        for (String seen : checkpoints) {
            policy.open(seen);
        }
        String earlier = checkpoints.iterator().next();
        Report report = LogAudit.verify(
                (path, most) -> Optional.of(read(api, path))
                        .filter(reply -> reply.status() == 200)
                        .map(Reply::body),
                new LogGiven(policy, Optional.of(earlier), Map.of()));
        assertThat(report.firstFailure()).isEmpty();
        assertThat(report.check("earlier-checkpoint").orElseThrow().outcome()).isEqualTo(Check.Outcome.PASS);
        return policy.open(read(api, "checkpoint").text());
    }

    /** Whatever was shown to anybody before the kill is a state of the log that is there now. */
    private void assertCheckpointsArePrefixes(ApiCalls api, Checkpoint whole) {
        List<byte[]> entries = new ArrayList<>();
        while (entries.size() < whole.size()) {
            BundlePath path = BundlePath.covering(entries.size() / LogLimits.TILE_WIDTH, whole.size());
            entries.addAll(EntryBundle.parse(path, read(api, path.toString()).body()));
        }
        ReferenceTree reference = new ReferenceTree(entries);
        LogPolicy policy = policy(api);
        for (String seen : checkpoints) {
            Checkpoint checkpoint = policy.open(seen);
            assertThat(checkpoint.root())
                    .as("root at size %d", checkpoint.size())
                    .isEqualTo(new TreeHash(reference.hash(0, Math.toIntExact(checkpoint.size()))));
        }
    }
}
