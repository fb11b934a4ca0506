package io.suture.cli.attest;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evidence download}: fetches a file that a statement names, and checks that it is that file. */
@Command(name = "download", description = "Fetch an evidence file by its SHA-256; kept only if its bytes have it.")
public final class DownloadEvidenceCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "SHA256", description = "The digest that the statement names, with or without sha256:.")
    private String name = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where; an existing file is not replaced.")
    private Path out = Path.of("");

    /** Creates the command. */
    public DownloadEvidenceCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Digest digest = digest();
        LocalFiles.requireAbsent(out);
        ApiPath path = ApiPath.ofManufacturer(session.manufacturer(), "evidence-files", digest.hex());
        long length = Api.of(session).download(path, out);
        requireSame(digest);
        session.say("fetched    " + out + "  " + length + " bytes");
        session.result(JsonObject.builder()
                .put("file", out.toString())
                .put("sha256", digest.hex())
                .put("length", length)
                .build());
        return 0;
    }

    private Digest digest() {
        try {
            return Digest.ofHex(name.replaceFirst("^sha256:", ""));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(name + ": " + e.getMessage());
        }
    }

    private void requireSame(Digest digest) {
        if (!ManifestView.digest(out).equals(digest)) {
            LocalFiles.remove(out);
            throw CommandFailure.refused("digest-mismatch", "the server sent other bytes than " + digest);
        }
    }
}
