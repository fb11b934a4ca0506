package io.suture.cli.audit;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiClient;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit export}: the log's entries as JSON Lines, page by page, from any index on. */
@Command(
        name = "export",
        description = "Export the audit log's entries as JSON Lines (one release: suture dossier export).")
public final class ExportCommand implements Callable<Integer> {

    private static final int PAGE = 1000;

    private final Session session;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where; an existing file is replaced.")
    private @Nullable Path out;

    @Option(names = "--from", paramLabel = "INDEX", defaultValue = "0", description = "First entry. Default: 0.")
    private long from;

    /** Creates the command. */
    public ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path file = out == null ? Path.of("audit.jsonl") : out;
        long entries = write(file);
        session.say(entries + " entries in " + file);
        session.result(JsonObject.builder()
                .put("file", file.toString())
                .put("from", from)
                .put("entries", entries)
                .build());
        return 0;
    }

    private long write(Path file) {
        ApiClient api = Api.of(session);
        ApiPath path = ApiPath.ofManufacturer(session.manufacturer(), "audit", "entries");
        try (OutputStream target = new BufferedOutputStream(Files.newOutputStream(file))) {
            long next = from;
            long read;
            do {
                byte[] page = api.bytes(path.with("from", next).with("limit", PAGE));
                target.write(page);
                read = lines(page);
                next += read;
            } while (read > 0);
            return next - from;
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be written: " + e.getMessage());
        }
    }

    private static long lines(byte[] page) {
        long lines = 0;
        for (byte b : page) {
            lines += b == '\n' ? 1 : 0;
        }
        return page.length > 0 && page[page.length - 1] != '\n' ? lines + 1 : lines;
    }
}
