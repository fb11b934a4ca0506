package io.suture.server.distribution;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.suture.server.problem.Problems;
import io.suture.server.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Writes small answers: documents with an entity tag, and problems (RFC 9457). */
final class Answers {

    static final String IMMUTABLE = "private, max-age=31536000, immutable";
    static final String REVALIDATE = "private, no-cache";

    private final Problems problems;

    Answers(Problems problems) {
        this.problems = problems;
    }

    /** A whole answer that is kept in memory. */
    @SuppressWarnings("ArrayRecordComponent")
    record Document(String type, String cache, @Nullable String etag, byte[] bytes) {

        static Document immutable(String type, byte[] bytes) {
            return new Document(type, IMMUTABLE, null, bytes);
        }
    }

    /** Answers 304 when the device has this very document (RFC 9110 section 13.1.2). */
    Publisher<Void> document(HttpServerRequest request, HttpServerResponse response, Document document) {
        response.header(HttpHeaderNames.CACHE_CONTROL, document.cache());
        if (document.etag() != null) {
            response.header(HttpHeaderNames.ETAG, document.etag());
            if (document.etag().equals(request.requestHeaders().get(HttpHeaderNames.IF_NONE_MATCH))) {
                return response.status(HttpResponseStatus.NOT_MODIFIED).send();
            }
        }
        response.header(HttpHeaderNames.CONTENT_TYPE, document.type());
        return body(request, response, document.bytes());
    }

    Publisher<Void> problem(HttpServerRequest request, HttpServerResponse response, Refusal refusal) {
        response.status(refusal.type().status().value())
                .header(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return body(request, response, problems.bytes(refusal));
    }

    private static Publisher<Void> body(HttpServerRequest request, HttpServerResponse response, byte[] bytes) {
        response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(bytes.length));
        return request.method().equals(HttpMethod.HEAD) ? response.send() : response.sendByteArray(Mono.just(bytes));
    }
}
