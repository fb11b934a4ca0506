package io.suture.cli.dossier;

import io.suture.cli.release.RemoteRelease;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dossier export}: everything about one release in one file, which anybody can verify offline. */
@Command(
        name = "export",
        description = "Download the dossier of a release in any state; verify it with: suture audit verify FILE.")
public final class ExportDossierCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "RELEASE", description = "PRODUCT/VERSION")
    private String release = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Default: PRODUCT-VERSION-dossier.zip")
    private @Nullable Path out;

    /** Creates the command. */
    public ExportDossierCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RemoteRelease remote = RemoteRelease.of(session, release);
        Path file =
                out == null ? Path.of(remote.id().product() + "-" + remote.id().version() + "-dossier.zip") : out;
        long bytes = remote.api().download(remote.path("dossier"), file);
        session.say(file + "  " + bytes + " bytes", "next: suture audit verify " + file + " --root 1.root.json");
        session.result(JsonObject.builder()
                .put("file", file.toString())
                .put("bytes", bytes)
                .build());
        return 0;
    }
}
