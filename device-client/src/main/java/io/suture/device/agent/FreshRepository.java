package io.suture.device.agent;

import io.suture.device.transport.UrlPath;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.TufException;
import io.suture.trust.tuf.Updater;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The manufacturer's repository as it is at one moment, the moment of a whole cycle (TUF 5.1, ADR 0009). */
final class FreshRepository {

    static final int POLICY_BYTES = 1024 * 1024;

    private final Updater updater;
    private final String targets;
    private final Instant now;

    FreshRepository(Updater updater, String targets, Instant now) {
        this.updater = updater;
        this.targets = targets;
        this.now = now;
    }

    /** Return the metadata that this is made of, by path. */
    Map<String, byte[]> metadata(String folder) {
        Map<String, byte[]> files = new HashMap<>();
        updater.repositoryFiles().forEach((name, bytes) -> files.put(folder + name, bytes));
        return files;
    }

    long rootVersion() {
        return updater.metadata().root().version();
    }

    Instant now() {
        return now;
    }

    Optional<TargetFile> target(String path) {
        return updater.target(path);
    }

    /** Return the file, which must be there. */
    TargetFile required(String path) {
        return target(path).orElseThrow(() -> new TufException.TargetNotFound(path));
    }

    /** Return where the server has the file. */
    String url(TargetFile file) {
        return targets + UrlPath.encode(updater.sourcePath(file));
    }

    byte[] content(String path, int maxBytes) {
        return updater.downloadSmall(path, maxBytes);
    }

    /** Return what a document of the policy role says. */
    <T> T document(String path, Function<byte[], T> parser) {
        return parse(path, content(path, POLICY_BYTES), parser);
    }

    static <T> T parse(String path, byte[] bytes, Function<byte[], T> parser) {
        try {
            return parser.apply(bytes);
        } catch (MalformedDocumentException e) {
            throw new RefusedException(new Refusal.Malformed(path, String.valueOf(e.getMessage())));
        }
    }
}
