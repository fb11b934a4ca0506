package io.suture.cli.audit;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiClient;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.Session;
import io.suture.trust.evidence.LogSource;
import io.suture.trust.evidence.TimestampsGiven;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.BundlePath;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TilePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit mirror}: the whole log as plain files in the layout of tlog-tiles, for any web server or archive. */
@Command(name = "mirror", description = "Copy the log to a folder as tlog-tiles; a second run fetches what is new.")
public final class MirrorCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where.")
    private Path out = Path.of("");

    @Option(names = "--hashes-only", description = "Without the entries, which auditors alone may read.")
    private boolean hashesOnly;

    /** Creates the command. */
    public MirrorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ApiClient api = Api.of(session);
        byte[] note = api.bytes(path("checkpoint"));
        Checkpoint checkpoint = Checkpoint.parse(
                SignedNote.parse(new String(note, StandardCharsets.UTF_8)).unverifiedText());
        long fetched = 0;
        for (TilePath tile : TilePath.forSize(checkpoint.size())) {
            fetched += fetch(api, tile.toString(), tile.isFull());
            if (tile.level() == 0 && !hashesOnly) {
                fetched += fetch(api, new BundlePath(tile.index(), tile.width()).toString(), tile.isFull());
            }
        }
        fetched += timestamps(api, checkpoint.size());
        write("checkpoint", note); // last: whoever reads the folder meanwhile finds everything a checkpoint covers
        session.say(
                checkpoint.size() + " entries of " + checkpoint.origin() + " in " + out + ", " + fetched
                        + " files fetched",
                "check them: suture audit verify --log " + out);
        session.result(JsonObject.builder()
                .put("origin", checkpoint.origin())
                .put("size", checkpoint.size())
                .put("fetched", fetched)
                .build());
        return 0;
    }

    /** What was stamped since the checkpoint was read belongs to the next copy. */
    private long timestamps(ApiClient api, long upTo) {
        long fetched = 0;
        StringBuilder list = new StringBuilder();
        for (long size : TimestampsGiven.sizes(api.bytes(path(LogSource.TIMESTAMPS)))) {
            if (size <= upTo) {
                fetched += fetch(api, LogSource.timestamp(size), true);
                list.append(size).append('\n');
            }
        }
        write(LogSource.TIMESTAMPS, list.toString().getBytes(StandardCharsets.UTF_8));
        return fetched;
    }

    private ApiPath path(String path) {
        return ApiPath.ofLog(session.manufacturer(), path);
    }

    /** What is full never changes. */
    private int fetch(ApiClient api, String name, boolean full) {
        if (full && Files.exists(out.resolve(name))) {
            return 0;
        }
        write(name, api.bytes(path(name)));
        return 1;
    }

    private void write(String name, byte[] bytes) {
        Path file = out.resolve(name);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.resolveSibling(".").normalize());
            Files.write(next, bytes);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be written: " + e.getMessage());
        }
    }
}
