package io.suture.cli.witness;

import io.suture.cli.keys.PemKeys;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.NoteKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code witness init}: makes the keys and the configuration of a witness. */
@Command(
        name = "init",
        description = {
            "Make a witness: an Ed25519 and an ML-DSA-44 key, and a configuration that names the logs.",
            "Prints the verifier keys, which the logs' owners list in their log policy."
        })
public final class WitnessInitCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "The witness's name, a URL without scheme.")
    private String name = "";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where keys and witness.json go.")
    private Path out = Path.of(".");

    @Option(
            names = "--log",
            paramLabel = "VKEY",
            description =
                    "A log's verifier key; again for each key. Every algorithm listed for a log must have signed.")
    private List<String> logs = new ArrayList<>();

    /** Creates the command. */
    public WitnessInitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path file = out.resolve("witness.json");
        LocalFiles.requireAbsent(file);
        Map<String, LogPolicy> known = logs();
        NoteKey ed25519 = make("ed25519.pem", KeyAlgorithm.ED25519);
        NoteKey mlDsa = make("ml-dsa-44.pem", KeyAlgorithm.ML_DSA_44);
        LocalFiles.write(file, new WitnessConfig(name, List.of("ed25519.pem", "ml-dsa-44.pem"), known).toJson());
        session.say("configuration  " + file, "verifier keys of this witness:", ed25519.vkey(), mlDsa.vkey());
        session.result(JsonObject.builder()
                .put("name", name)
                .put("config", file.toString())
                .putStrings("vkeys", List.of(ed25519.vkey(), mlDsa.vkey()))
                .build());
        return 0;
    }

    private NoteKey make(String file, KeyAlgorithm algorithm) {
        SoftwareSigner key = SoftwareSigner.generate(algorithm, session.world().random());
        try {
            NoteKey made = NoteKey.ofWitness(name, key.publicKey());
            PemKeys.write(session, out.resolve(file), key);
            return made;
        } catch (LogException e) {
            throw CommandFailure.usage("--name: " + e.getMessage());
        }
    }

    private Map<String, LogPolicy> logs() {
        Map<String, List<String>> grouped = new LinkedHashMap<>();
        Map<String, LogPolicy> known = new LinkedHashMap<>();
        try {
            logs.forEach(vkey -> grouped.computeIfAbsent(NoteKey.parse(vkey).name(), origin -> new ArrayList<>())
                    .add(vkey));
            grouped.forEach((origin, vkeys) -> known.put(origin, new LogPolicy(1, origin, vkeys)));
        } catch (LogException | MalformedDocumentException e) {
            throw CommandFailure.usage("--log: " + e.getMessage());
        }
        return known;
    }
}
