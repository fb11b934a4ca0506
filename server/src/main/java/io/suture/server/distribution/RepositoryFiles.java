package io.suture.server.distribution;

import io.suture.server.blob.LocalBlobs;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The files of a repository as devices see them, for readers that are not devices. */
final class RepositoryFiles {

    private final Views views;
    private final LocalBlobs blobs;
    private final Scheduler blocking;

    RepositoryFiles(Views views, LocalBlobs blobs, Scheduler blocking) {
        this.views = views;
        this.blobs = blobs;
        this.blocking = blocking;
    }

    /** A file to send. */
    record Content(ServedFile file, Resource resource) {}

    /** Returns all files of one moment: {@code {"metadata":[{"path","length","sha256"}],"targets":[…]}}. */
    JsonObject list(String manufacturer) {
        RepositoryView view = view(manufacturer);
        return JsonObject.builder()
                .putAll("metadata", list(view.metadata()))
                .putAll("targets", list(view.targets()))
                .build();
    }

    private static List<JsonObject> list(Map<String, ServedFile> files) {
        return files.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(file -> JsonObject.builder()
                        .put("path", file.getKey())
                        .put("length", file.getValue().length())
                        .put("sha256", file.getValue().sha256())
                        .build())
                .toList();
    }

    Mono<Content> metadata(String manufacturer, String name) {
        return content(Optional.ofNullable(view(manufacturer).metadata().get(name)));
    }

    Mono<Content> target(String manufacturer, String path) {
        RepositoryView view = view(manufacturer);
        String state = view.gone().get(path);
        return state == null
                ? content(view.target(path))
                : Mono.error(() -> new DeviceRefusal.NoLongerOffered(state).refused());
    }

    private Mono<Content> content(Optional<ServedFile> found) {
        return Mono.justOrEmpty(found)
                .switchIfEmpty(Mono.error(() -> new NotFound("file").refused()))
                .flatMap(file -> file.inMemory()
                        .<Mono<Resource>>map(bytes -> Mono.just(new ByteArrayResource(bytes)))
                        .orElseGet(() -> blob(file))
                        .map(resource -> new Content(file, resource)));
    }

    private Mono<Resource> blob(ServedFile file) {
        return Mono.fromCallable(() -> blobs.file(Digest.ofHex(file.sha256())))
                .subscribeOn(blocking)
                .flatMap(Mono::justOrEmpty)
                .<Resource>map(FileSystemResource::new)
                .switchIfEmpty(Mono.error(() -> new DeviceRefusal.FileUnavailable().refused()));
    }

    private RepositoryView view(String manufacturer) {
        return views.repository(manufacturer).orElseThrow(() -> new NotFound("repository").refused());
    }
}
