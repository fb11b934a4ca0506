package io.suture.device.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository that was carried here as a folder ({@code repository export}), in place of the server: its metadata, its
 * targets, and below {@code log/} what the log says about each release. It answers nothing that a device asks of its
 * director, takes no receipts, and is no more trusted than a network.
 */
public final class CarriedTransport implements Transport {

    private static final Pattern RELEASE = Pattern.compile("log/(releases/.+)/(entry|proof)");
    private static final Pattern CONSISTENCY = Pattern.compile("log/(consistency/\\d+)/\\d+");

    private final Path folder;
    private final String prefix;

    /** Answers from a folder as the server of this manufacturer. */
    public CarriedTransport(Path folder, String manufacturer) {
        this.folder = folder.toAbsolutePath().normalize();
        this.prefix = "/repository/" + manufacturer + "/";
    }

    @Override
    public Exchange send(Request request) {
        String path = request.path();
        if (!request.method().equals("GET") || !path.startsWith(prefix)) {
            throw new TransportException.Unreachable(path, "a carried repository has none");
        }
        return file(path, carriedName(path.substring(prefix.length())));
    }

    /**
     * Every proof of growth in the folder leads to its one checkpoint, so its name says only where it begins. Metadata files
     * are named as in URLs.
     */
    private static String carriedName(String resource) {
        if (resource.startsWith("targets/")) {
            return UrlPath.decode(resource);
        }
        Matcher release = RELEASE.matcher(resource);
        if (release.matches()) {
            return "log/" + release.group(1)
                    + (release.group(2).equals("entry") ? "/release.entry" : "/release.tlog-proof");
        }
        Matcher consistency = CONSISTENCY.matcher(resource);
        return consistency.matches() ? "log/" + consistency.group(1) : resource;
    }

    private Exchange file(String path, String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
            return new FileExchange(path, 404, InputStream.nullInputStream());
        }
        try {
            return new FileExchange(path, 200, Files.newInputStream(file));
        } catch (IOException e) {
            throw new TransportException.Unreachable(path, String.valueOf(e.getMessage()));
        }
    }

    /** A file as an answer; a part of it is not offered, so a download that was broken off begins anew. */
    private record FileExchange(String path, int status, InputStream body) implements Exchange {

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public int read(byte[] into) {
            try {
                return body.read(into);
            } catch (IOException e) {
                throw new TransportException.Cut(path, e);
            }
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new TransportException.Cut(path, e);
            }
        }
    }
}
