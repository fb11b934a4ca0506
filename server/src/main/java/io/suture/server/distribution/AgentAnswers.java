package io.suture.server.distribution;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.suture.server.fleet.Assignment;
import io.suture.server.fleet.Assignments;
import io.suture.server.fleet.Contacts;
import io.suture.server.fleet.Device;
import io.suture.server.fleet.HardwareModel;
import io.suture.server.fleet.Receipts;
import io.suture.server.problem.CommonRefusal.TooLarge;
import io.suture.server.problem.Fields;
import io.suture.server.signing.Director;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.director.Nonce;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.pki.DeviceIdentity;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
    private static final String ENVELOPE = "application/vnd.dsse.envelope.v1+json";
    private static final String NO_STORE = "no-store";

    /** With a poll, the device says which root it trusts; anything but a version is as good as nothing. */
    private static final String TRUSTED_ROOT = "Suture-Trusted-Root";

    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

    private final Director director;
    private final Receipts receipts;
    private final Contacts contacts;
    private final Answers answers;
    private final DeviceListenerSettings settings;
    private final Clock clock;

    AgentAnswers(
            Director director,
            Receipts receipts,
            Contacts contacts,
            Answers answers,
            DeviceListenerSettings settings,
            Clock clock) {
        this.director = director;
        this.receipts = receipts;
        this.contacts = contacts;
        this.answers = answers;
        this.settings = settings;
        this.clock = clock;
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
        Nonce nonce = nonce(request);
        HardwareModel model = Optional.ofNullable(view.models().get(device.product()))
                .orElseGet(() -> new HardwareModel(device.product(), "", Map.of()));
        AssignmentStatement statement = statement(device, nonce, Assignments.decide(device, model, view.offers()));
        return director.sign(statement, view.directors())
                .flatMap(signed -> Mono.from(answers.document(
                        request, response, new Answers.Document(ENVELOPE, NO_STORE, null, signed.toJson()))));
    }

    private static Nonce nonce(HttpServerRequest request) {
        try {
            List<String> given =
                    new QueryStringDecoder(request.uri()).parameters().getOrDefault("nonce", List.of());
            return Nonce.parse(given.size() == 1 ? given.getFirst() : "");
        } catch (MalformedDocumentException | IllegalArgumentException e) {
            throw Fields.invalid("nonce", "must be one query parameter, base64url of 16 random bytes");
        }
    }

    private AssignmentStatement statement(Device device, Nonce nonce, Assignment assignment) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new AssignmentStatement(
                new DeviceIdentity(device.manufacturer(), device.id()),
                now,
                now.plus(settings.assignmentLifetime()),
                nonce,
                release(assignment),
                reason(assignment),
                settings.pollAfter());
    }

    private static Optional<AssignedRelease> release(Assignment assignment) {
        return switch (assignment) {
            case Assignment.Nothing nothing -> Optional.empty();
            case Assignment.Install install -> Optional.of(install.release());
        };
    }

    private static Optional<AssignmentStatement.Reason> reason(Assignment assignment) {
        return switch (assignment) {
            case Assignment.Install install -> Optional.empty();
            case Assignment.Nothing nothing ->
                Optional.of(new AssignmentStatement.Reason(
                        nothing.reason().code(), nothing.reason().explain()));
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
        return new Answers.Document(JSON, NO_STORE, null, CanonicalJson.rfc8785(body));
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
