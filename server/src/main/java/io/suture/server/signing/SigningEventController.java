package io.suture.server.signing;

import io.suture.server.identity.Acting;
import io.suture.server.identity.Actor;
import io.suture.server.problem.CommonRefusal.NotFound;
import io.suture.server.problem.Fields;
import io.suture.server.problem.LimitedBody;
import io.suture.server.problem.Reason;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Signing events: what waits for people's signatures, and their answers. */
@RestController
@RequestMapping("/api/v1/manufacturers/{m}/signing-events")
class SigningEventController {

    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SIGNATURE =
            Pattern.compile("([0-9a-f]{2}){1," + SigningEventSettings.MAX_SIGNATURE_BYTES + "}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Approvals approvals;
    private final CurrentEvents current;
    private final SigningEventTable table;
    private final MetadataTable metadata;

    SigningEventController(
            Approvals approvals, CurrentEvents current, SigningEventTable table, MetadataTable metadata) {
        this.approvals = approvals;
        this.current = current;
        this.table = table;
        this.metadata = metadata;
    }

    /** A person's signature. */
    record SignatureBody(String keyid, String sig) {}

    @Operation(summary = "List signing events, newest first")
    @GetMapping
    Mono<List<SigningEventView>> list(
            @PathVariable("m") String manufacturer,
            @RequestParam(name = "state", required = false) @Nullable String state) {
        Optional<SigningEventState> wanted = Optional.ofNullable(state).map(SigningEventController::state);
        return metadata.state(manufacturer, true)
                .flatMap(visible -> table.list(manufacturer, wanted, SigningEventSettings.MAX_LISTED)
                        .map(event -> SigningEventView.of(event, visible.role(event.role())))
                        .collectList());
    }

    @Operation(summary = "Read a signing event")
    @GetMapping("/{e}")
    Mono<SigningEventView> show(@PathVariable("m") String manufacturer, @PathVariable("e") String id) {
        return current.find(manufacturer, id(id)).flatMap(this::view);
    }

    @Operation(
            summary = "Sign with a key of the role that is one's own",
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = SignatureBody.class))))
    @PostMapping("/{e}/signatures")
    Mono<SigningEventView> sign(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("e") String id,
            ServerHttpRequest request) {
        return body(request)
                .flatMap(body -> approvals.sign(
                        actor,
                        manufacturer,
                        id(id),
                        new KeyId(Fields.matching("keyid", text(body, "keyid"), KEY_ID, "must be a key id")),
                        Fields.matching(
                                "sig",
                                text(body, "sig"),
                                SIGNATURE,
                                "must be 1 to " + SigningEventSettings.MAX_SIGNATURE_BYTES
                                        + " bytes in lower-case hexadecimal")))
                .flatMap(this::view);
    }

    @Operation(
            summary = "Refuse a signing event; it ends",
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class))))
    @PostMapping("/{e}/refusal")
    Mono<SigningEventView> refuse(
            @Acting Actor actor,
            @PathVariable("m") String manufacturer,
            @PathVariable("e") String id,
            ServerHttpRequest request) {
        return body(request)
                .flatMap(body -> approvals.refuse(actor, manufacturer, id(id), Reason.checked(text(body, "reason"))))
                .flatMap(this::view);
    }

    private static Mono<JsonObject> body(ServerHttpRequest request) {
        return LimitedBody.read(request.getBody(), "request", SigningEventSettings.MAX_BODY_BYTES)
                .map(Json::parseObject);
    }

    private static @Nullable String text(JsonObject body, String member) {
        return body.findString(member).orElse(null);
    }

    private static SigningEventState state(String code) {
        try {
            return SigningEventState.of(code);
        } catch (IllegalArgumentException e) {
            throw Fields.invalid("state", "must be open, completed, refused, expired or superseded");
        }
    }

    private static UUID id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new NotFound("signing event").refused();
        }
        return UUID.fromString(text);
    }

    private Mono<SigningEventView> view(SigningEvent event) {
        return metadata.state(event.manufacturer(), true)
                .map(visible -> SigningEventView.of(event, visible.role(event.role())));
    }
}
