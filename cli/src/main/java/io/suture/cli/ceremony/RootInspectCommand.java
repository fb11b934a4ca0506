package io.suture.cli.ceremony;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import io.suture.trust.tuf.TufException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code root inspect}: what a ceremony's files are, who signed, what is missing, what differs; nothing is trusted. */
@Command(
        name = "inspect",
        description = {
            "Show and verify a ceremony's folder, one of its metadata files, or a signing request.",
            "Exit code 0 only if everything shown is signed by enough keys and has not expired."
        })
public final class RootInspectCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE|DIR", description = "A folder, N.root.json (or targets, policy), a signing request.")
    private Path path = Path.of("");

    @Option(
            names = "--against",
            paramLabel = "FILE|DIR",
            description = "The versions to compare with, and the root to follow, in place of the ones beside it.")
    private @Nullable Path against;

    @Option(names = "--record", description = "Verify the ceremony record against the files too.")
    private boolean record;

    /** Creates the command. */
    public RootInspectCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Inspection inspection = inspection();
        Inspection compared = against == null ? inspection : inspection.against(against);
        List<FileState> shown = compared.shown();
        shown.forEach(state -> Report.of(state, compared.owners()).forEach(session::say));
        Instant now = session.world().clock().instant();
        compared.requireChain();
        shown.forEach(state -> requireValid(state, now));
        compared.requireDocuments();
        if (record) {
            CeremonyRecord.read(path).verify(path, compared.offline());
            session.say("the ceremony record describes these files");
        }
        session.say("verified");
        session.result(JsonObject.builder()
                .putStrings("files", shown.stream().map(FileState::name).toList())
                .put("verified", true)
                .build());
        return 0;
    }

    private Inspection inspection() {
        if (Files.isDirectory(path)) {
            return Inspection.ofFolder(path);
        }
        byte[] content = LocalFiles.read(path, LocalFiles.DOCUMENT);
        return SigningRequest.find(content).map(Inspection::ofRequest).orElseGet(() -> Inspection.ofFile(path));
    }

    private static void requireValid(FileState state, Instant now) {
        state.requireComplete();
        Instant expires = state.file().signed().instant("expires");
        if (!expires.isAfter(now)) {
            throw CommandFailure.refused(
                    "metadata-expired",
                    String.valueOf(new TufException.MetadataExpired(state.name(), expires, now).getMessage()));
        }
    }
}
