package io.suture.cli.signing;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiClient;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;

/** The signing events of a manufacturer on the server. */
record RemoteEvents(ApiClient api, String manufacturer) {

    static RemoteEvents of(Session session) {
        return new RemoteEvents(Api.of(session), session.manufacturer());
    }

    private ApiPath path(String... segments) {
        return ApiPath.ofManufacturer(manufacturer, "signing-events").then(segments);
    }

    JsonArray list(String state) {
        ApiPath path = state.equals("all") ? path() : path().with("state", state);
        return Json.parse(api.bytes(path)) instanceof JsonArray events ? events : JsonArray.of();
    }

    /** Return the event after checking its bytes, and its release's manifest against them. */
    EventDocument show(String id) {
        EventDocument event = EventDocument.read(api.get(path(id)));
        event.release().ifPresent(release -> event.requireManifest(release, manifest(release)));
        return event;
    }

    private byte[] manifest(ReleaseId release) {
        return api.bytes(
                ApiPath.ofManufacturer(manufacturer, "releases", release.product(), release.version(), "manifest"));
    }

    JsonObject sign(String id, JsonObject signature) {
        return api.post(path(id, "signatures"), signature);
    }

    JsonObject refuse(String id, String reason) {
        return api.post(
                path(id, "refusal"), JsonObject.builder().put("reason", reason).build());
    }
}
