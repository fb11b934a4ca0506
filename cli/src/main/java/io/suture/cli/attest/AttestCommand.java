package io.suture.cli.attest;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attest NAME}: signs a claim about the manifest's digest with the person's own key and sends it. */
@Command
public final class AttestCommand implements Callable<Integer> {

    private final Session session;
    private final String name;

    @Mixin
    private StatementOptions options = new StatementOptions();

    @Option(names = "--predicate", required = true, paramLabel = "FILE", description = "The claim (JSON).")
    private Path predicate = Path.of("");

    @Option(
            names = "--payload",
            paramLabel = "FILE",
            description = "The file you tested or scanned: refused unless it is a payload of the manifest; may repeat.")
    private List<Path> payloads = new ArrayList<>();

    /** Creates the command for the claims of one kind. */
    public AttestCommand(Session session, String name) {
        this.session = session;
        this.name = name;
    }

    /** Return the names of the kinds. */
    public static List<String> names() {
        return PredicateTypes.names();
    }

    @Override
    public Integer call() {
        String type = PredicateTypes.signable(name);
        JsonObject claim = read();
        StatementTarget target = options.open(session);
        ManifestView.requirePayloads(target.manifest(), payloads);
        target.attach(name, type, target.withFiles(claim, options.files()));
        return 0;
    }

    private JsonObject read() {
        try {
            JsonObject claim = Json.parseObject(LocalFiles.read(predicate, LocalFiles.DOCUMENT));
            boolean authorship = name.equals("authorship") && !claim.has("meaning");
            return authorship ? claim.toBuilder().put("meaning", "authorship").build() : claim;
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(predicate + ": " + e.getMessage());
        }
    }
}
