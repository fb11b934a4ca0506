package io.suture.server.distribution;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.suture.server.distribution.DeviceRefusal.FileUnavailable;
import io.suture.server.distribution.DeviceRefusal.RangeNotSatisfiable;
import io.suture.trust.digest.Digest;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Serves target files, whole or in part (RFC 9110 sections 13 and 14), small ones from memory, others from mapped blobs. */
final class FileAnswers {

    private static final Logger log = LoggerFactory.getLogger(FileAnswers.class);

    private final MappedFiles files;
    private final Answers answers;

    FileAnswers(MappedFiles files, Answers answers) {
        this.files = files;
        this.answers = answers;
    }

    /**
     * When a file may be sent.
     *
     * @param start completes before the first byte goes out; if it fails none does
     * @param allowed whether a running download may go on; looked at for each slice
     */
    record Permission(Mono<Void> start, BooleanSupplier allowed) {}

    /** Serves a file as far as it is permitted. */
    Publisher<Void> serve(
            HttpServerRequest request, HttpServerResponse response, ServedFile file, Permission permission) {
        HttpHeaders headers = request.requestHeaders();
        if (file.etag().equals(headers.get(HttpHeaderNames.IF_NONE_MATCH))) {
            return head(response, file).status(HttpResponseStatus.NOT_MODIFIED).send();
        }
        return switch (RangeRequest.of(range(headers, file), file.length())) {
            case RangeRequest.Unsatisfiable none -> {
                response.header(HttpHeaderNames.CONTENT_RANGE, "bytes */" + file.length());
                yield answers.problem(request, response, new RangeNotSatisfiable(file.length()));
            }
            case RangeRequest.Whole whole ->
                send(request, head(response, file), file, new RangeRequest.Part(0, file.length()), permission);
            case RangeRequest.Part part -> {
                head(response, file)
                        .status(HttpResponseStatus.PARTIAL_CONTENT)
                        .header(HttpHeaderNames.CONTENT_RANGE, part.contentRange(file.length()));
                yield send(request, response, file, part, permission);
            }
        };
    }

    /** A range counts only for GET and for the file the device began with (RFC 9110 section 13.1.5). */
    private static @Nullable String range(HttpHeaders headers, ServedFile file) {
        String condition = headers.get(HttpHeaderNames.IF_RANGE);
        return condition == null || condition.equals(file.etag()) ? headers.get(HttpHeaderNames.RANGE) : null;
    }

    private static HttpServerResponse head(HttpServerResponse response, ServedFile file) {
        return response.header(HttpHeaderNames.ETAG, file.etag())
                .header(HttpHeaderNames.ACCEPT_RANGES, "bytes")
                .header(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream")
                .header(HttpHeaderNames.CACHE_CONTROL, Answers.IMMUTABLE);
    }

    private Publisher<Void> send(
            HttpServerRequest request,
            HttpServerResponse response,
            ServedFile file,
            RangeRequest.Part part,
            Permission permission) {
        if (request.method().equals(HttpMethod.HEAD)) {
            return length(response, part).send();
        }
        return permission
                .start()
                .materialize()
                .flatMap(started -> Mono.from(
                        started.isOnError()
                                ? unavailable(request, response, String.valueOf(started.getThrowable()))
                                : bytes(request, response, file, part, permission.allowed())));
    }

    private Publisher<Void> bytes(
            HttpServerRequest request,
            HttpServerResponse response,
            ServedFile file,
            RangeRequest.Part part,
            BooleanSupplier allowed) {
        if (file.inMemory().isPresent()) {
            byte[] bytes =
                    Arrays.copyOfRange(file.inMemory().get(), (int) part.first(), (int) (part.first() + part.length()));
            return length(response, part).sendByteArray(Mono.just(bytes));
        }
        return files.open(Digest.ofHex(file.sha256()), file.length())
                .flatMap(mapped -> Mono.from(stream(length(response, part), mapped, part, allowed)))
                .onErrorResume(
                        BlobUnavailableException.class,
                        failure -> Mono.from(unavailable(request, response, String.valueOf(failure.getMessage()))));
    }

    private Publisher<Void> unavailable(HttpServerRequest request, HttpServerResponse response, String why) {
        log.error("ALERT: {}", why);
        clear(response);
        return answers.problem(request, response, new FileUnavailable());
    }

    private static HttpServerResponse length(HttpServerResponse response, RangeRequest.Part part) {
        return response.header(HttpHeaderNames.CONTENT_LENGTH, Long.toString(part.length()));
    }

    private static void clear(HttpServerResponse response) {
        response.responseHeaders()
                .remove(HttpHeaderNames.ETAG)
                .remove(HttpHeaderNames.ACCEPT_RANGES)
                .remove(HttpHeaderNames.CONTENT_RANGE)
                .remove(HttpHeaderNames.CONTENT_LENGTH);
    }

    private Publisher<Void> stream(
            HttpServerResponse response, MappedFile mapped, RangeRequest.Part part, BooleanSupplier allowed) {
        if (part.length() == 0) {
            return response.send();
        }
        return response.sendUsing(
                () -> part,
                (connection, ranged) -> {
                    Channel channel = connection.channel();
                    if (channel.pipeline().get(ChunkedWriteHandler.class) == null) {
                        connection.addHandlerLast(NettyPipeline.ChunkedWriter, new ChunkedWriteHandler());
                    }
                    return new SlicedFile(
                            mapped, ranged, allowed, at -> files.prefault(mapped, at, () -> resume(channel)));
                },
                ranged -> {});
    }

    private static void resume(Channel channel) {
        ChunkedWriteHandler writer = channel.pipeline().get(ChunkedWriteHandler.class);
        if (writer != null) {
            writer.resumeTransfer();
        }
    }
}
