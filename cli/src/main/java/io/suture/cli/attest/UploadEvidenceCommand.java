package io.suture.cli.attest;

import io.suture.cli.api.Api;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code evidence upload}: sends files that statements will name by digest. */
@Command(
        name = "upload",
        description = {
            "Upload evidence files (protocols, reports, logs), each once, named by its SHA-256.",
            "Statements refer to them: suture attest ... --file FILE does both."
        })
public final class UploadEvidenceCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "At most 256 MiB each.")
    private List<Path> files = new ArrayList<>();

    /** Creates the command. */
    public UploadEvidenceCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<JsonObject> uploaded = new EvidenceUploads(session, Api.of(session)).upload(files);
        session.result(JsonObject.builder().put("files", JsonArray.of(uploaded)).build());
        return 0;
    }
}
