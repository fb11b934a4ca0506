package io.suture.cli.witness;

import io.suture.cli.keys.KeyFiles;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.key.Signer;
import io.suture.trust.log.LogException;
import io.suture.trust.log.NoteSigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code witness serve}: runs a witness until the process ends. */
@Command(
        name = "serve",
        description = {
            "Run a witness (C2SP tlog-witness): POST /add-checkpoint, GET /<sha256 of origin>/checkpoint.",
            "What it signed is in DIR. An older DIR put back makes it forget: give a lost witness a new name instead.",
            "Writes a line that starts with ALERT when a log shows two faces."
        })
public final class WitnessServeCommand implements Callable<Integer> {

    private static final String TLS_PASSPHRASE = "SUTURE_TLS_PASSPHRASE";

    private final Session session;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "As witness init wrote it.")
    private Path config = Path.of("witness.json");

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "What was signed, and evidence.")
    private Path data = Path.of("witness");

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:7380",
            description = "Where. Default: 127.0.0.1:7380.")
    private String listen = "";

    @Option(
            names = "--tls",
            paramLabel = "FILE",
            description =
                    "PKCS#12 file with key and certificate chain, passphrase in SUTURE_TLS_PASSPHRASE. Default: plain HTTP.")
    private @Nullable Path tls;

    /** Creates the command. */
    public WitnessServeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        WitnessConfig read = WitnessConfig.read(config);
        List<NoteSigner> signers = signers(read);
        Optional<SSLContext> context = Optional.ofNullable(tls).map(this::context);
        WitnessHttp.limitTimes();
        try (WitnessFolder folder = WitnessFolder.open(data)) {
            WitnessService service = new WitnessService(
                    read.logs().values(), signers, folder, session.world().clock(), this::alert);
            serve(read, WitnessHttp.start(address(), context, service));
        } catch (IOException e) {
            throw CommandFailure.usage(listen + " or " + data + " cannot be used: " + e.getMessage());
        }
        return 0;
    }

    private void serve(WitnessConfig read, WitnessHttp http) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            http.close();
            end.countDown();
        }));
        String scheme = tls == null ? "http" : "https";
        session.say("witness " + read.name() + " of " + read.logs().size() + " logs answers at " + scheme + "://"
                + http.address().getHostString() + ":" + http.address().getPort());
        try (http) {
            end.await();
        }
    }

    private List<NoteSigner> signers(WitnessConfig read) {
        try {
            return read.locations(config).stream()
                    .map(location ->
                            signer(read.name(), KeyFiles.open(session, location).signer()))
                    .toList();
        } catch (LogException e) {
            throw CommandFailure.usage(config + ": " + e.getMessage());
        }
    }

    private static NoteSigner signer(String name, Signer key) {
        return NoteSigner.ofWitness(name, key);
    }

    private void alert(String line) {
        session.world().err().println(line);
        session.world().err().flush();
    }

    private InetSocketAddress address() {
        try {
            URI parsed = URI.create("tcp://" + listen);
            if (parsed.getHost() != null && parsed.getPort() >= 0) {
                return new InetSocketAddress(parsed.getHost(), parsed.getPort());
            }
        } catch (IllegalArgumentException notAnAddress) {
            throw CommandFailure.usage("--listen needs HOST:PORT, not " + listen);
        }
        throw CommandFailure.usage("--listen needs HOST:PORT, not " + listen);
    }

    private SSLContext context(Path file) {
        char[] passphrase = session.environment(TLS_PASSPHRASE).orElse("").toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(LocalFiles.read(file, LocalFiles.KEY)), passphrase);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, passphrase);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, session.world().random());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw CommandFailure.usage(file + " cannot be used for TLS: is " + TLS_PASSPHRASE + " right?");
        }
    }
}
