package io.suture.server.testing;

import io.suture.cli.SutureMain;
import io.suture.cli.session.World;
import io.suture.trust.json.Json;
import io.suture.trust.log.NoteKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** A witness as {@code ./suture witness init} and {@code serve} make it, in a thread of this process. */
public final class RunningWitness implements AutoCloseable {

    private static final Pattern ANSWERS = Pattern.compile("answers at (http\\S+)");

    private final Path folder;
    private final List<String> vkeys;
    private final StringWriter printed = new StringWriter();
    private Thread serving;
    private String url;

    private RunningWitness(Path folder, List<String> vkeys) {
        this.folder = folder;
        this.vkeys = vkeys;
        this.serving = Thread.ofVirtual().unstarted(this::serve);
        this.url = "http://127.0.0.1:0";
    }

    /** Makes a witness of a log in a folder and starts it. */
    public static RunningWitness start(Path folder, String name, List<NoteKey> log) {
        List<String> words =
                new ArrayList<>(List.of("--json", "witness", "init", "--name", name, "--out", folder.toString()));
        log.forEach(key -> words.addAll(List.of("--log", key.vkey())));
        StringWriter out = new StringWriter();
        if (SutureMain.run(world(out), words.toArray(String[]::new)) != 0) {
            throw new IllegalStateException(out.toString());
        }
        RunningWitness witness = new RunningWitness(
                folder,
                Json.parseObject(out.toString().getBytes(StandardCharsets.UTF_8))
                        .strings("vkeys"));
        witness.start("127.0.0.1:0");
        return witness;
    }

    /** Returns the verifier keys, Ed25519 and ML-DSA-44. */
    public List<String> vkeys() {
        return vkeys;
    }

    /** Returns the submission prefix. */
    public String url() {
        return url;
    }

    /** Stops it; {@link #startAgain} goes on with what it remembers. */
    @Override
    public void close() {
        serving.interrupt();
        try {
            serving.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again at the same address. */
    public void startAgain() {
        serving = Thread.ofVirtual().unstarted(this::serve);
        start(url.substring("http://".length()));
    }

    /** Returns what it printed, alarms too. */
    public String printed() {
        return printed.toString();
    }

    private void start(String listen) {
        url = "http://" + listen;
        int before = printed.getBuffer().length();
        serving.start();
        url = Mono.fromCallable(() -> ANSWERS.matcher(printed.toString().substring(before)))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .repeatWhenEmpty(Integer.MAX_VALUE, again -> again.delayElements(Duration.ofMillis(10)))
                .block(Duration.ofMinutes(1));
    }

    private void serve() {
        SutureMain.run(
                world(printed),
                "witness",
                "serve",
                "--config",
                folder.resolve("witness.json").toString(),
                "--data",
                folder.resolve("data").toString(),
                "--listen",
                url.substring("http://".length()));
    }

    private static World world(StringWriter out) {
        return new World(
                Map.of("SUTURE_PASSPHRASE", "correct horse battery staple"),
                new PrintWriter(out, true),
                new PrintWriter(out, true),
                Optional.empty(),
                Clock.systemUTC(),
                new SecureRandom());
    }
}
