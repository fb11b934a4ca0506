package io.suture.cli.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.cli.SutureMain;
import io.suture.cli.session.TestRun;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.HashReader;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TreeHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The witness as a process, over TLS, killed with SIGKILL: what it signed once it never contradicts. */
class WitnessProcessIT {

    private static final String ORIGIN = "localhost/exm/audit";
    private static final String PASSPHRASE = "correct horse battery staple";
    private static final NoteSigner LOG =
            new NoteSigner(ORIGIN, SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom()));
    private static final List<TreeHash> HONEST = leaves(0);
    private static final List<TreeHash> FORK = leaves(3);
    private static final int ROUNDS = 4;

    @TempDir
    private Path folder;

    private volatile int progress;
    private final List<Process> processes = new ArrayList<>();
    private HttpClient client = HttpClient.newHttpClient();

    /** A running witness. */
    private record Running(Process process, URI address, Path errors) {}

    @BeforeEach
    void prepare() throws IOException, InterruptedException, GeneralSecurityException {
        TestRun.Result made = new TestRun()
                .run(
                        "witness",
                        "init",
                        "--name",
                        "w.example/1",
                        "--out",
                        folder.resolve("config"),
                        "--log",
                        LOG.key().vkey());
        assertThat(made.exitCode()).as(made.err()).isZero();
        client = HttpClient.newBuilder().sslContext(trusting(identity())).build();
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void whenItIsStartedWithTlsThenItAnswersHttpsAndNothingElse() throws IOException, InterruptedException {
        Running witness = start("tls");

        assertThat(add(witness, HONEST, 0, 5).statusCode()).isEqualTo(200);
        assertThat(newest(witness)).isEqualTo(5);
        URI plain = URI.create("http://127.0.0.1:" + witness.address().getPort() + "/add-checkpoint");
        assertThatThrownBy(() -> client.send(HttpRequest.newBuilder(plain).build(), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        HttpClient distrusting = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(witness.address()).build();
        assertThatThrownBy(() -> distrusting.send(request, BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whenItWasKilledThenAConflictingCheckpointIsStillRefusedKeptAndAlarmed()
            throws IOException, InterruptedException {
        Running witness = start("first");
        assertThat(add(witness, HONEST, 0, 9).statusCode()).isEqualTo(200);
        kill(witness);

        Running again = start("second");
        assertThat(add(again, FORK, 9, 9).statusCode()).isEqualTo(422);
        assertThat(Files.readString(again.errors())).contains("ALERT log-fork " + ORIGIN);
        kill(again);

        Running third = start("third");
        assertThat(evidence()).hasSize(1);
        assertThat(add(third, FORK, 0, 9).statusCode()).isEqualTo(409);
        assertThat(add(third, FORK, 9, 12).statusCode()).isEqualTo(422);
        assertThat(add(third, HONEST, 9, 12).statusCode()).isEqualTo(200);
    }

    @Test
    void whenItIsKilledWhileItSignsThenWhatItAnsweredIsNeverForgotten() throws IOException, InterruptedException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int acknowledged = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Running witness = start("round-" + round);
            int kept = newest(witness);
            assertThat(kept).as("seed %d", seed).isGreaterThanOrEqualTo(acknowledged);
            int until = kept + 1 + random.nextInt(20);
            CompletableFuture<Integer> signing = CompletableFuture.supplyAsync(() -> grow(witness, kept));
            while (signing.getNow(0) == 0 && progress < until) {
                Thread.onSpinWait();
            }
            kill(witness);
            acknowledged = signing.join();
            Running after = start("after-" + round);
            int signed = newest(after);
            assertThat(signed).as("seed %d", seed).isGreaterThanOrEqualTo(acknowledged);
            assertThat(add(after, FORK, signed, signed).statusCode())
                    .as("seed %d", seed)
                    .isEqualTo(422);
            kill(after);
        }
    }

    /** Let it sign one size after the other until it is gone; return the last that it answered. */
    private int grow(Running witness, int from) {
        int size = from;
        progress = from;
        try {
            while (size < HONEST.size() && add(witness, HONEST, size, size + 1).statusCode() == 200) {
                size++;
                progress = size;
            }
        } catch (IOException | InterruptedException gone) {
            return size;
        }
        return size;
    }

    private Running start(String name) throws IOException {
        Path errors = folder.resolve(name + ".err");
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SutureMain.class.getName(),
                        "witness",
                        "serve",
                        "--config",
                        folder.resolve("config/witness.json").toString(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--listen",
                        "127.0.0.1:0",
                        "--tls",
                        folder.resolve("server.p12").toString())
                .redirectError(errors.toFile());
        command.environment().put("SUTURE_TLS_PASSPHRASE", PASSPHRASE);
        Process process = command.start();
        processes.add(process);
        BufferedReader out = process.inputReader();
        String said = String.valueOf(out.readLine());
        assertThat(said).as(() -> read(errors)).contains("answers at https://");
        return new Running(process, URI.create(said.substring(said.indexOf("https://"))), errors);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** SIGKILL: no shutdown hook runs. */
    private static void kill(Running witness) throws InterruptedException {
        witness.process().destroyForcibly().waitFor();
    }

    private HttpResponse<String> add(Running witness, List<TreeHash> tree, int from, int size)
            throws IOException, InterruptedException {
        Checkpoint checkpoint = new Checkpoint(ORIGIN, size, MerkleTree.root(tree.subList(0, size)));
        List<TreeHash> proof = MerkleTree.consistencyProof(from, size, HashReader.ofLeaves(tree));
        byte[] body = new ConsistencyProof(
                        from, proof, SignedNote.sign(checkpoint.format(), LOG).format())
                .toBytes();
        return client.send(
                HttpRequest.newBuilder(witness.address().resolve("/add-checkpoint"))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Return the size of what it signed last, 0 if nothing. */
    private int newest(Running witness) throws IOException, InterruptedException {
        URI path = witness.address().resolve("/" + WitnessFolder.hash(ORIGIN) + "/checkpoint");
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(path).build(), BodyHandlers.ofString());
        return answer.statusCode() == 404
                ? 0
                : (int) Checkpoint.parse(SignedNote.parse(answer.body()).unverifiedText())
                        .size();
    }

    private List<Path> evidence() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data/evidence"))) {
            return files.toList();
        }
    }

    /** Make a key and a certificate as the documentation says an operator may: with keytool. */
    private Path identity() throws IOException, InterruptedException {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "witness",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=witness",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSPHRASE)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }

    private static SSLContext trusting(Path identity) throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(identity)) {
            own.load(in, PASSPHRASE.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("witness", own.getCertificate("witness"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), new SecureRandom());
        return context;
    }

    private static List<TreeHash> leaves(int seed) {
        return IntStream.range(0, 400)
                .mapToObj(i -> MerkleTree.leafHash(new byte[] {(byte) i, (byte) (i >> 8), (byte) seed}))
                .toList();
    }
}
