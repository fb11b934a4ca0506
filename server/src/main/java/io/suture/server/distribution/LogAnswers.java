package io.suture.server.distribution;

import io.suture.server.audit.AuditLog;
import io.suture.server.audit.LoggedEntry;
import io.suture.server.distribution.DeviceRefusal.NoSuchResource;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.LogException;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TilePath;
import io.suture.trust.log.TlogProof;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Serves the log of a manufacturer: checkpoint, hash tiles (tlog-tiles), entries of releases and proofs. */
final class LogAnswers {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String BYTES = "application/octet-stream";
    private static final Pattern RELEASE = Pattern.compile("releases/([^/]+/[^/]+)/(entry|proof)");
    private static final Pattern CONSISTENCY = Pattern.compile("consistency/(0|[1-9]\\d{0,17})/(0|[1-9]\\d{0,17})");

    private final AuditLog log;
    private final Answers answers;

    LogAnswers(AuditLog log, Answers answers) {
        this.log = log;
        this.answers = answers;
    }

    Publisher<Void> answer(
            String manufacturer,
            RepositoryView view,
            String path,
            HttpServerRequest request,
            HttpServerResponse response) {
        return document(manufacturer, view, path)
                .switchIfEmpty(Mono.error(() -> new NoSuchResource().refused()))
                .flatMap(document -> Mono.from(answers.document(request, response, document)));
    }

    private Mono<Answers.Document> document(String manufacturer, RepositoryView view, String path) {
        if (path.equals("checkpoint")) {
            return log.checkpoint(manufacturer).map(note -> document(TEXT, Answers.REVALIDATE, utf8(note)));
        }
        if (path.startsWith("tile/")) {
            return tile(manufacturer, path);
        }
        Matcher release = RELEASE.matcher(path);
        if (release.matches()) {
            return Mono.justOrEmpty(Optional.ofNullable(view.publications().get(release.group(1))))
                    .flatMap(event -> release(manufacturer, event, release.group(2)));
        }
        Matcher consistency = CONSISTENCY.matcher(path);
        return consistency.matches() ? consistency(manufacturer, consistency) : Mono.empty();
    }

    private Mono<Answers.Document> tile(String manufacturer, String path) {
        try {
            return log.tile(manufacturer, TilePath.parse(path))
                    .map(Tile::toBytes)
                    .map(bytes -> Answers.Document.immutable(BYTES, bytes));
        } catch (LogException e) {
            return Mono.empty();
        }
    }

    private Mono<Answers.Document> release(String manufacturer, UUID event, String what) {
        Mono<LoggedEntry> entry = log.entry(manufacturer, event);
        return what.equals("entry")
                ? entry.map(logged -> Answers.Document.immutable("application/json", logged.leaf()))
                : entry.flatMap(logged -> log.inclusion(manufacturer, logged.index()))
                        .map(TlogProof::toBytes)
                        .map(bytes -> document(TEXT, Answers.REVALIDATE, bytes));
    }

    private Mono<Answers.Document> consistency(String manufacturer, Matcher sizes) {
        return log.consistency(manufacturer, Long.parseLong(sizes.group(1)), Long.parseLong(sizes.group(2)))
                .map(ConsistencyProof::toBytes)
                .map(bytes -> Answers.Document.immutable(TEXT, bytes));
    }

    private static Answers.Document document(String type, String cache, byte[] bytes) {
        return new Answers.Document(type, cache, null, bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
