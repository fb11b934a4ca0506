package io.suture.server.distribution;

import io.suture.server.fleet.Assignment;
import io.suture.server.fleet.Assignments;
import io.suture.server.fleet.Contacts;
import io.suture.server.fleet.Device;
import io.suture.server.fleet.HardwareModel;
import io.suture.server.fleet.Receipts;
import io.suture.server.problem.CommonRefusal.TooLarge;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonNull;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** What the device agent talks to: its assignment and its receipts. */
final class AgentAnswers {

    /** Largest receipt. */
    static final int MAX_RECEIPT_BYTES = 64 << 10;

    private static final String JSON = "application/json";

    /** With a poll, the device says which root it trusts; anything but a version is as good as nothing. */
    private static final String TRUSTED_ROOT = "Suture-Trusted-Root";

    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

    private final Receipts receipts;
    private final Contacts contacts;
    private final Answers answers;
    private final Duration pollAfter;

    AgentAnswers(Receipts receipts, Contacts contacts, Answers answers, Duration pollAfter) {
        this.receipts = receipts;
        this.contacts = contacts;
        this.answers = answers;
        this.pollAfter = pollAfter;
    }

    void seen(Device device, HttpServerRequest request) {
        contacts.seen(device, trustedRoot(request.requestHeaders().get(TRUSTED_ROOT)));
    }

    private static Optional<Long> trustedRoot(@Nullable String header) {
        return Optional.ofNullable(header)
                .filter(version -> VERSION.matcher(version).matches())
                .map(Long::valueOf);
    }

    Publisher<Void> assignment(
            Device device, RepositoryView view, HttpServerRequest request, HttpServerResponse response) {
        HardwareModel model = Optional.ofNullable(view.models().get(device.product()))
                .orElseGet(() -> new HardwareModel(device.product(), "", Map.of()));
        byte[] body = CanonicalJson.rfc8785(body(device, Assignments.decide(device, model, view.offers())));
        String etag = "\"" + Digest.of(body).hex() + "\"";
        return answers.document(request, response, new Answers.Document(JSON, Answers.REVALIDATE, etag, body));
    }

    private JsonObject body(Device device, Assignment assignment) {
        return JsonObject.builder()
                .put("device", device.id())
                .put("manufacturer", device.manufacturer())
                .put("release", release(assignment))
                .put("reason", reason(assignment))
                .put("pollAfterSeconds", pollAfter.toSeconds())
                .build();
    }

    private static JsonValue release(Assignment assignment) {
        return switch (assignment) {
            case Assignment.Nothing nothing -> new JsonNull();
            case Assignment.Install install ->
                JsonObject.builder()
                        .put("product", install.release().product())
                        .put("version", install.release().version())
                        .build();
        };
    }

    private static JsonValue reason(Assignment assignment) {
        return switch (assignment) {
            case Assignment.Install install -> new JsonNull();
            case Assignment.Nothing nothing ->
                JsonObject.builder()
                        .put("code", nothing.reason().code())
                        .put("explain", nothing.reason().explain())
                        .build();
        };
    }

    Publisher<Void> receipt(Device device, HttpServerRequest request, HttpServerResponse response) {
        return body(request)
                .flatMap(envelope -> receipts.accept(device, envelope))
                .flatMap(event -> Mono.from(answers.document(request, response, accepted(event))));
    }

    private static Answers.Document accepted(UUID event) {
        JsonObject body = JsonObject.builder()
                .put("accepted", true)
                .put("event", event.toString())
                .build();
        return new Answers.Document(JSON, "no-store", null, CanonicalJson.rfc8785(body));
    }

    private static Mono<byte[]> body(HttpServerRequest request) {
        return request.receive()
                .asByteArray()
                .reduceWith(ByteArrayOutputStream::new, AgentAnswers::append)
                .map(ByteArrayOutputStream::toByteArray);
    }

    private static ByteArrayOutputStream append(ByteArrayOutputStream body, byte[] part) {
        if (body.size() + part.length > MAX_RECEIPT_BYTES) {
            throw new TooLarge("receipt", MAX_RECEIPT_BYTES).refused();
        }
        body.writeBytes(part);
        return body;
    }
}
