package io.suture.cli.release;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiClient;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.Session;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A release on the server. What is fetched to be signed is parsed and checked here, not taken from the server's words. */
public final class RemoteRelease {

    private static final Set<String> ABSENT = Set.of("not-found", "release-not-found", "http-404");

    private final ApiClient api;
    private final String manufacturer;
    private final ReleaseId id;

    private RemoteRelease(ApiClient api, String manufacturer, ReleaseId id) {
        this.api = api;
        this.manufacturer = manufacturer;
        this.id = id;
    }

    /** Return the release with that name, which need not exist yet. */
    public static RemoteRelease of(Session session, String release) {
        return new RemoteRelease(Api.of(session), session.manufacturer(), parse(release));
    }

    /** Return the release id that somebody typed. */
    public static ReleaseId parse(String release) {
        try {
            return ReleaseId.parse(release);
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(release + " is not PRODUCT/VERSION: " + e.getMessage());
        }
    }

    /** Return product and version. */
    public ReleaseId id() {
        return id;
    }

    /** Return the client. */
    public ApiClient api() {
        return api;
    }

    /** Return the path of the release or of something below it. */
    public ApiPath path(String... segments) {
        return releases().then(id.product(), id.version()).then(segments);
    }

    /** Return the server's record of the release. */
    public JsonObject show() {
        return api.get(path());
    }

    /** Return the server's record of the release, if there is one. */
    public Optional<JsonObject> find() {
        try {
            return Optional.of(show());
        } catch (CommandFailure e) {
            if (ABSENT.contains(e.code())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Makes the draft. */
    void create() {
        api.post(
                releases(),
                JsonObject.builder()
                        .put("product", id.product())
                        .put("version", id.version())
                        .build());
    }

    /** Return the manifest after checking that it is one, in its only spelling, and of this release. */
    public Manifest manifest() {
        Manifest manifest = Manifest.parse(api.bytes(path("manifest")));
        if (!manifest.id().equals(id)) {
            throw CommandFailure.refused(
                    "wrong-manifest", "the server sent the manifest of " + manifest.id() + " instead of " + id);
        }
        return manifest;
    }

    /** Return the envelopes in order of arrival. */
    public List<Envelope> evidence() {
        return new String(api.bytes(path("evidence")), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> Envelope.parse(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** Adds a signed statement. */
    public JsonObject attach(Envelope envelope) {
        return api.post(path("evidence"), envelope.toJson(), "application/json");
    }

    private ApiPath releases() {
        return ApiPath.ofManufacturer(manufacturer, "releases");
    }
}
