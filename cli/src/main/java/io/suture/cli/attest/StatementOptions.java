package io.suture.cli.attest;

import io.suture.cli.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command has that signs a statement. */
final class StatementOptions {

    @Parameters(index = "0", paramLabel = "RELEASE", description = "PRODUCT/VERSION")
    private String release = "";

    @Option(names = "--printed-name", paramLabel = "NAME", description = "Default: the name your account has.")
    private @Nullable String printedName;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Upload this evidence file and name it in the statement; may repeat.")
    private List<Path> files = new ArrayList<>();

    StatementTarget open(Session session) {
        return StatementTarget.open(session, release, printedName);
    }

    List<Path> files() {
        return files;
    }
}
