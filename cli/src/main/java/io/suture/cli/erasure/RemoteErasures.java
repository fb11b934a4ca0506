package io.suture.cli.erasure;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiClient;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;

/** The requests for erasures in a manufacturer's log on the server. */
final class RemoteErasures {

    private final Session session;
    private final ApiClient api;

    RemoteErasures(Session session) {
        this.session = session;
        this.api = Api.of(session);
    }

    ApiClient api() {
        return api;
    }

    ApiPath path(String... more) {
        return ApiPath.ofManufacturer(session.manufacturer(), "audit", "erasures")
                .then(more);
    }

    JsonObject read(String id) {
        return api.get(path(id));
    }

    /** End a request in a way that needs a reason. */
    JsonObject end(String id, String how, String reason) {
        return api.post(
                path(id, how), JsonObject.builder().put("reason", reason).build());
    }

    /** Tell about a request in lines for people. */
    void show(JsonObject request) {
        session.say(
                request.string("id") + "  " + request.string("state") + "  by " + request.string("requestedBy")
                        + " since " + request.string("requestedAt") + ending(request),
                "  " + whose(request) + ", " + request.string("legalBasis")
                        + request.findString("reason")
                                .map(reason -> ": " + reason)
                                .orElse(""));
    }

    private static String ending(JsonObject request) {
        return request.findString("endedAt")
                .map(at -> ", ended at " + at
                        + request.findString("endedBy")
                                .map(person -> " by " + person)
                                .orElse(""))
                .orElseGet(() -> ", until " + request.string("expiresAt"));
    }

    /** What has ended says no more whose it was. */
    static String whose(JsonObject request) {
        return request.string("kind")
                + request.findString("subject").map(id -> " " + id).orElse("") + ", key " + request.string("key");
    }
}
