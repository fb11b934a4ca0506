package io.suture.cli.attest;

import io.suture.cli.release.RemoteRelease;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.attest.AttestLimits;
import io.suture.trust.attest.Statement;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code attest import}: a statement that another tool made, as it is, or to be signed here. */
@Command(
        name = "import",
        description = {
            "Attach a statement that another tool made. A signed DSSE envelope is attached as it is;",
            "an unsigned in-toto statement about this manifest is signed with your own key first.",
            "A predicate that Suture does not know is kept and shown, never counted."
        })
public final class ImportCommand implements Callable<Integer> {

    private static final int LIMIT = 2 * AttestLimits.STATEMENT.maxBytes();

    private final Session session;

    @Mixin
    private StatementOptions options = new StatementOptions();

    @Parameters(index = "1", paramLabel = "STATEMENT", description = "DSSE envelope or in-toto statement (JSON).")
    private Path file = Path.of("");

    /** Creates the command. */
    public ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        byte[] bytes = LocalFiles.read(file, LIMIT);
        StatementTarget target = options.open(session);
        if (parse(() -> Json.parseObject(bytes)).has("payloadType")) {
            attach(target.remote(), parse(() -> Envelope.parse(bytes)));
        } else {
            sign(target, parse(() -> Statement.parse(bytes)));
        }
        return 0;
    }

    private void attach(RemoteRelease remote, Envelope envelope) {
        if (!options.files().isEmpty()) {
            throw CommandFailure.usage("--file would change a signed statement; use: suture evidence upload");
        }
        JsonObject taken = remote.attach(envelope);
        session.say("attached   " + envelope.payloadDigest());
        session.result(taken);
    }

    private void sign(StatementTarget target, Statement statement) {
        if (!statement.isAbout(target.manifest().digest())) {
            throw CommandFailure.refused("subject-mismatch", file + " is not about this manifest");
        }
        target.attach(
                PredicateTypes.shortName(statement.predicateType()),
                statement.predicateType(),
                target.withFiles(statement.predicate(), options.files()));
    }

    private <T> T parse(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(file + ": " + e.getMessage());
        }
    }
}
