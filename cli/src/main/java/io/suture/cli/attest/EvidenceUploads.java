package io.suture.cli.attest;

import io.suture.cli.api.ApiClient;
import io.suture.cli.api.ApiPath;
import io.suture.cli.api.ProgressBar;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sends evidence files to the server, each once, and describes them as statements name them. */
final class EvidenceUploads {

    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> MEDIA_TYPES = Map.ofEntries(
            Map.entry("xml", "application/xml"),
            Map.entry("json", "application/json"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("zip", "application/zip"),
            Map.entry("log", "text/plain"),
            Map.entry("txt", "text/plain"),
            Map.entry("md", "text/markdown"),
            Map.entry("csv", "text/csv"),
            Map.entry("html", "text/html"),
            Map.entry("png", "image/png"));

    private final Session session;
    private final ApiClient api;

    EvidenceUploads(Session session, ApiClient api) {
        this.session = session;
        this.api = api;
    }

    List<JsonObject> upload(List<Path> files) {
        return files.stream().map(this::upload).toList();
    }

    /** Return the in-toto resource descriptor of a file that the server has now. */
    JsonObject upload(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            long length = Files.size(file);
            Digest digest = LocalFiles.digest(file, read -> {});
            send(file, name, length, digest);
            return descriptor(name, digest);
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be read: " + e.getMessage());
        }
    }

    private void send(Path file, String name, long length, Digest digest) {
        ApiPath path = ApiPath.ofManufacturer(session.manufacturer(), "evidence-files", digest.hex());
        if (api.exists(path)) {
            session.say("there      " + name + "  " + digest);
            return;
        }
        api.upload(path, file, length, digest.hex(), ProgressBar.on(session, name));
        session.say("uploaded   " + name + "  " + length + " bytes  " + digest);
    }

    private static JsonObject descriptor(String name, Digest digest) {
        return JsonObject.builder()
                .put("name", name)
                .put("digest", JsonObject.builder().put("sha256", digest.hex()).build())
                .put("mediaType", mediaType(name))
                .build();
    }

    static String mediaType(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return MEDIA_TYPES.getOrDefault(extension, UNKNOWN);
    }
}
