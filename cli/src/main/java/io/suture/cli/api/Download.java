package io.suture.cli.api;

import io.suture.cli.session.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** An answer that goes into a file piece by piece. */
final class Download {

    private Download() {}

    static long to(Path file, HttpResponse<InputStream> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw Problems.of(response.statusCode(), ApiClient.limited(response.body()));
        }
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        createFolder(target);
        try (InputStream in = response.body()) {
            long bytes = Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return bytes;
        }
    }

    private static void createFolder(Path target) {
        try {
            Path parent = target.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw CommandFailure.usage(target + " cannot be written: " + e.getMessage());
        }
    }
}
