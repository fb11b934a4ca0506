package io.suture.cli.audit;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit package}: the whole log in one file, which anybody can verify offline. */
@Command(
        name = "package",
        description =
                "Download the log as one file; verify it with: suture audit verify --package FILE --policy log.json.")
public final class PackageCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--out", paramLabel = "FILE", description = "Default: MANUFACTURER-log.zip")
    private @Nullable Path out;

    @Option(names = "--size", paramLabel = "N", description = "The checkpoint of that size. Default: the newest.")
    private @Nullable Long size;

    @Option(names = "--without-sections", description = "Without private sections, to hand to anybody.")
    private boolean withoutSections;

    /** Creates the command. */
    public PackageCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path file = out == null ? Path.of(session.manufacturer() + "-log.zip") : out;
        ApiPath path = ApiPath.ofManufacturer(session.manufacturer(), "audit", "package")
                .with("sections", Boolean.toString(!withoutSections));
        long bytes = Api.of(session).download(size == null ? path : path.with("size", size), file);
        session.say(
                file + "  " + bytes + " bytes", "next: suture audit verify --package " + file + " --policy log.json");
        session.result(JsonObject.builder()
                .put("file", file.toString())
                .put("bytes", bytes)
                .build());
        return 0;
    }
}
