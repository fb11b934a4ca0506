package io.suture.cli.repository;

import io.suture.cli.api.Api;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code repository export}: the repository as plain files. */
@Command(
        name = "export",
        description = {
            "Write the repository as plain files that any web server can serve and any TUF client can read.",
            "A folder that holds an earlier export is brought up to date; clients may read it meanwhile."
        })
public final class ExportRepositoryCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "DIR", description = "The folder; gets metadata/ and targets/.")
    private Path folder = Path.of("");

    @Option(
            names = "--root",
            paramLabel = "FILE",
            description = "The root to verify everything from. Default: the repository's own first root.")
    private @Nullable Path root;

    @Option(
            names = "--seen",
            paramLabel = "SIZE",
            description = "A size of the log that devices may have stored and the server does not know of, "
                    + "for example that of an earlier stick. Repeat for more.")
    private Set<Long> seen = Set.of();

    /** Creates the command. */
    public ExportRepositoryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Optional<byte[]> trusted = Optional.ofNullable(root).map(file -> LocalFiles.read(file, LocalFiles.DOCUMENT));
        RepositoryExport.Result result = new RepositoryExport(
                        Api.of(session),
                        session.manufacturer(),
                        folder,
                        seen,
                        trusted,
                        session.world().clock().instant())
                .run();
        session.say(
                result.metadata() + " metadata files and " + result.targets() + " target files in " + folder + "; "
                        + result.fetched() + " were fetched, " + result.removed() + " removed",
                "the log's proofs of " + result.logged() + " releases, leading on from " + result.earlier()
                        + " earlier checkpoints",
                "verified with the device's client from root " + result.root()
                        + (trusted.isPresent() ? "" : " (the repository's own: compare it with the ceremony record)"));
        session.result(result.toJson());
        return 0;
    }
}
