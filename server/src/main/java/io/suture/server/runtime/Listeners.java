package io.suture.server.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Knows which listeners answer; writes {@code server.json} when both do. */
@Component
public class Listeners {

    /** A listener of the server. */
    public enum Listener {
        API,
        DEVICE
    }

    private final SutureSettings settings;
    private final Map<Listener, String> urls = new EnumMap<>(Listener.class);

    Listeners(SutureSettings settings, DataDirectoryLock lock) {
        this.settings = settings;
        delete();
    }

    /** Record that a listener answers on this port. */
    public synchronized void ready(Listener listener, int port) {
        urls.put(listener, "https://%s:%d".formatted(settings.publicHost(), port));
        if (urls.size() == Listener.values().length) {
            write();
        }
    }

    /** Return where a listener answers; fails while it does not. */
    public synchronized String url(Listener listener) {
        String url = urls.get(listener);
        if (url == null) {
            throw new IllegalStateException(listener + " does not answer yet");
        }
        return url;
    }

    private void delete() {
        try {
            Files.createDirectories(settings.dataDir());
            Files.deleteIfExists(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        String json = "{\"apiUrl\":\"%s\",\"deviceUrl\":\"%s\",\"pid\":%d}\n"
                .formatted(
                        urls.get(Listener.API),
                        urls.get(Listener.DEVICE),
                        ProcessHandle.current().pid());
        try {
            Path temporary = settings.dataDir().resolve("server.json.tmp");
            Files.write(temporary, json.getBytes(StandardCharsets.UTF_8));
            Files.move(temporary, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return settings.dataDir().resolve("server.json");
    }
}
