package io.suture.cli.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.TestRun;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.HashReader;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.NoteKey;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TreeHash;
import io.suture.trust.log.VerifiedSignature;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness over HTTP: it never signs two roots of one size, whatever happens to it. */
class WitnessTest {

    private static final String ORIGIN = "localhost/exm/audit";
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");
    private static final NoteSigner LOG = new NoteSigner(ORIGIN, key(KeyAlgorithm.ED25519));
    private static final LogPolicy POLICY =
            new LogPolicy(1, ORIGIN, List.of(LOG.key().vkey()));
    private static final List<NoteSigner> WITNESS = List.of(
            NoteSigner.ofWitness("w.example/1", key(KeyAlgorithm.ED25519)),
            NoteSigner.ofWitness("w.example/1", key(KeyAlgorithm.ML_DSA_44)));
    private static final List<NoteKey> KEYS =
            WITNESS.stream().map(NoteSigner::key).toList();
    private static final List<TreeHash> LEAVES = leaves(40, 0);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Queue<String> alerts = new ConcurrentLinkedQueue<>();
    private final List<AutoCloseable> running = new ArrayList<>();

    @TempDir
    private Path data;

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : running.reversed()) {
            each.close();
        }
        running.clear();
    }

    @Test
    void whenTheLogGrowsThenEachCheckpointIsCosignedAndServed() throws Exception {
        URI witness = start(NOW);
        assertThat(newest(witness).statusCode()).isEqualTo(404);
        HttpResponse<String> first = add(witness, LEAVES, 0, 5);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(SignedNote.parse(checkpoint(LEAVES, 5).format() + "\n" + first.body())
                        .signatures(KEYS))
                .hasSize(2);
        assertThat(add(witness, LEAVES, 5, 9).statusCode()).isEqualTo(200);
        SignedNote served = SignedNote.parse(newest(witness).body());
        assertThat(served.unverifiedText()).isEqualTo(checkpoint(LEAVES, 9).format());
        assertThat(served.signatures(KEYS))
                .hasSize(2)
                .extracting(VerifiedSignature::time)
                .containsOnly(Optional.of(NOW));
        assertThat(POLICY.open(served.format())).isEqualTo(checkpoint(LEAVES, 9));
    }

    @Test
    void whenTheLogShowsAnotherFaceThenItIsRefusedKeptAndAlarmed() throws Exception {
        URI witness = start(NOW);
        add(witness, LEAVES, 0, 9);
        List<TreeHash> fork = leaves(40, 3);
        assertThat(add(witness, fork, 9, 9).statusCode()).isEqualTo(422);
        assertThat(alerts)
                .singleElement()
                .asString()
                .contains("ALERT log-fork " + ORIGIN)
                .contains("size 9");
        assertThat(add(witness, fork, 9, 12).statusCode()).isEqualTo(422);
        HttpResponse<String> conflict = add(witness, fork, 0, 9);
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.body()).isEqualTo("9\n");
        assertThat(conflict.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
        try (var evidence = Files.list(data.resolve("evidence"))) {
            assertThat(evidence)
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readString(file))
                            .contains(
                                    checkpoint(LEAVES, 9).format(),
                                    checkpoint(fork, 9).format()));
        }
        assertThat(add(witness, LEAVES, 9, 10).statusCode()).isEqualTo(200);
    }

    @Test
    void whenTheWitnessIsStartedAgainThenItRemembersWhatItSigned() throws Exception {
        add(start(NOW), LEAVES, 0, 9);
        stop();
        Files.writeString(data.resolve(WitnessFolder.hash(ORIGIN) + ".checkpoint.part"), "half a ch");
        URI again = start(NOW);
        assertThat(add(again, LEAVES, 0, 5).body()).isEqualTo("9\n");
        assertThat(add(again, leaves(40, 3), 9, 9).statusCode()).isEqualTo(422);
        assertThat(add(again, LEAVES, 9, 11).statusCode()).isEqualTo(200);
    }

    @Test
    void whenWhatItSignedCannotBeReadThenItSignsNoMore() throws Exception {
        add(start(NOW), LEAVES, 0, 9);
        stop();
        Files.writeString(data.resolve(WitnessFolder.hash(ORIGIN) + ".checkpoint"), "damaged");
        assertThat(add(start(NOW), LEAVES, 0, 5).statusCode()).isEqualTo(500);
        assertThat(alerts).singleElement().asString().contains("ALERT state-damaged");
    }

    @Test
    void whenTheClockIsPutBackThenTheTimeOfItsSignaturesIsNot() throws Exception {
        add(start(NOW), LEAVES, 0, 9);
        stop();
        HttpResponse<String> later = add(start(NOW.minusSeconds(3600)), LEAVES, 9, 10);
        assertThat(SignedNote.parse(checkpoint(LEAVES, 10).format() + "\n" + later.body())
                        .signatures(KEYS))
                .extracting(VerifiedSignature::time)
                .containsOnly(Optional.of(NOW));
    }

    @Test
    void whenManyAskAtOnceThenOneRootOfASizeIsSigned() throws Exception {
        URI witness = start(NOW);
        add(witness, LEAVES, 0, 9);
        CountDownLatch together = new CountDownLatch(1);
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 32; i++) {
                List<TreeHash> tree = i % 2 == 0 ? LEAVES : grown(i);
                answers.add(threads.submit(() -> {
                    together.await();
                    return add(witness, tree, 9, 12);
                }));
            }
            together.countDown();
        }
        List<HttpResponse<String>> signed = answers.stream()
                .map(Future::resultNow)
                .filter(answer -> answer.statusCode() == 200)
                .toList();
        assertThat(signed).hasSize(1);
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.resultNow().statusCode()).isIn(200, 409));
        assertThat(newest(witness).body()).contains(signed.getFirst().body());
    }

    @Test
    void whenARequestIsNoneOfTheProtocolThenRefused() throws Exception {
        URI witness = start(NOW);
        assertThat(post(witness, new byte[LogLimits.PROOF_BYTES]).statusCode()).isEqualTo(400);
        assertThat(post(witness, new byte[LogLimits.PROOF_BYTES + 1]).statusCode())
                .isEqualTo(413);
        assertThat(get(witness.resolve("/add-checkpoint")).statusCode()).isEqualTo(405);
        assertThat(get(witness.resolve("/")).statusCode()).isEqualTo(404);
        assertThat(get(witness.resolve("/" + "0".repeat(64) + "/checkpoint")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whenTwoWitnessesShareAFolderThenTheSecondIsRefused() throws Exception {
        start(NOW);
        assertThatThrownBy(() -> WitnessFolder.open(data)).isInstanceOf(CommandFailure.class);
    }

    @Test
    void whenAWitnessIsMadeThenItsKeysAreTwoAndItsConfigurationNamesTheLog() {
        Path out = data.resolve("made");
        TestRun.Result made = new TestRun()
                .run(
                        "witness",
                        "init",
                        "--name",
                        "w.example/1",
                        "--out",
                        out,
                        "--log",
                        LOG.key().vkey(),
                        "--json");
        assertThat(made.exitCode()).isZero();
        assertThat(made.json().strings("vkeys"))
                .extracting(vkey -> NoteKey.parse(vkey).type().isForWitnesses())
                .containsExactly(true, true);
        WitnessConfig config = WitnessConfig.read(out.resolve("witness.json"));
        assertThat(config.logs()).containsEntry(ORIGIN, POLICY);
        assertThat(new TestRun()
                        .run("witness", "init", "--name", "w", "--out", out)
                        .exitCode())
                .isEqualTo(2);
        assertThat(new TestRun()
                        .run("witness", "init", "--name", "a b", "--out", data.resolve("x"))
                        .exitCode())
                .isEqualTo(2);
    }

    private URI start(Instant now) throws IOException {
        WitnessFolder folder = WitnessFolder.open(data);
        running.add(folder);
        WitnessService service =
                new WitnessService(List.of(POLICY), WITNESS, folder, Clock.fixed(now, ZoneOffset.UTC), alerts::add);
        WitnessHttp http = WitnessHttp.start(new InetSocketAddress("127.0.0.1", 0), Optional.empty(), service);
        running.add(http);
        return URI.create("http://127.0.0.1:" + http.address().getPort());
    }

    private HttpResponse<String> add(URI witness, List<TreeHash> tree, int from, int size) {
        String note = SignedNote.sign(checkpoint(tree, size).format(), LOG).format();
        List<TreeHash> proof = MerkleTree.consistencyProof(from, size, HashReader.ofLeaves(tree));
        return post(witness, new ConsistencyProof(from, proof, note).toBytes());
    }

    private HttpResponse<String> post(URI witness, byte[] body) {
        return send(HttpRequest.newBuilder(witness.resolve("/add-checkpoint"))
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    private HttpResponse<String> newest(URI witness) {
        return get(witness.resolve("/" + WitnessFolder.hash(ORIGIN) + "/checkpoint"));
    }

    private HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Checkpoint checkpoint(List<TreeHash> tree, int size) {
        return new Checkpoint(ORIGIN, size, MerkleTree.root(tree.subList(0, size)));
    }

    private static List<TreeHash> grown(int seed) {
        List<TreeHash> other = new ArrayList<>(LEAVES.subList(0, 9));
        other.addAll(leaves(40, seed).subList(9, 40));
        return other;
    }

    private static List<TreeHash> leaves(int count, int seed) {
        return IntStream.range(0, count)
                .mapToObj(i -> MerkleTree.leafHash(new byte[] {(byte) i, (byte) seed}))
                .toList();
    }

    private static SoftwareSigner key(KeyAlgorithm algorithm) {
        return SoftwareSigner.generate(algorithm, new SecureRandom());
    }
}
