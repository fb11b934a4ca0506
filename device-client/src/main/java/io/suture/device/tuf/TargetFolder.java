package io.suture.device.tuf;

import io.suture.device.state.GrowingFile;
import io.suture.device.state.Storage;
import io.suture.device.transport.Exchange;
import io.suture.device.transport.HttpMetadataSource;
import io.suture.trust.tuf.TargetCheck;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.TufException;
import java.nio.ByteBuffer;

/** A folder of verified targets: hashed while they arrive, under their name only when they are the listed ones (TUF 5.7). */
final class TargetFolder {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final String UNFINISHED = ".part";

    private final Storage storage;
    private final long process;

    /** {@code process} tells the unfinished files of this process from those of others. */
    TargetFolder(Storage storage, long process) {
        this.storage = storage;
        this.process = process;
    }

    /** Remove what processes left that did not come to an end. */
    void clean() {
        storage.list("").stream().filter(TargetFolder::abandoned).forEach(storage::delete);
    }

    private static boolean abandoned(String name) {
        if (!name.matches("\\.[0-9]{1,18}\\" + UNFINISHED)) {
            return false;
        }
        long writer = Long.parseLong(name.substring(1, name.length() - UNFINISHED.length()));
        return ProcessHandle.of(writer).isEmpty();
    }

    /** Return whether the target is here already; a file that differs is not. */
    boolean holds(TargetFile target) {
        String name = TargetName.of(target.path());
        if (!storage.list("").contains(name)) {
            return false;
        }
        try (GrowingFile file = storage.grow(name)) {
            return file.length() == target.length() && isContent(target, file);
        }
    }

    private static boolean isContent(TargetFile target, GrowingFile file) {
        try {
            TargetCheck check = target.check();
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            long offset = 0;
            for (int n = file.read(buffer, 0); n >= 0; n = file.read(buffer.clear(), offset)) {
                check.update(buffer.array(), n);
                offset += n;
            }
            check.finish();
            return true;
        } catch (TufException differs) {
            return false;
        }
    }

    /** Fetch the target from a path of the repository, or throw and keep what was here. */
    void fetch(TargetFile target, HttpMetadataSource source, String sourcePath) {
        String unfinished = "." + process + UNFINISHED;
        try {
            try (GrowingFile file = storage.grow(unfinished);
                    Exchange exchange = source.openTarget(sourcePath)) {
                file.truncate(0);
                receive(target, exchange, file);
                file.force();
            }
            storage.rename(unfinished, TargetName.of(target.path()));
        } finally {
            storage.delete(unfinished);
        }
    }

    private static void receive(TargetFile target, Exchange exchange, GrowingFile file) {
        TargetCheck check = target.check();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = exchange.read(buffer); n >= 0; n = exchange.read(buffer)) {
            check.update(buffer, n);
            file.append(ByteBuffer.wrap(buffer, 0, n));
        }
        check.finish();
    }
}
