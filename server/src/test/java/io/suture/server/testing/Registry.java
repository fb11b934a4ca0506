package io.suture.server.testing;

import io.suture.trust.json.JsonObject;
import java.util.List;

/** Registers what tests need, as the administrator. */
public record Registry(ApiCalls api) {

    private static final String ADMIN = "admin";

    public void manufacturer(String id) {
        created("/api/v1/manufacturers", named(id));
    }

    public void facility(String id) {
        created("/api/v1/facilities", named(id));
    }

    public void product(String manufacturer, String id, String udiDi) {
        JsonObject revision = JsonObject.builder()
                .put("revision", "VM")
                .put("updatable", true)
                .build();
        JsonObject body = JsonObject.builder()
                .put("id", id)
                .put("name", "Product " + id)
                .put("udiDi", udiDi)
                .putAll("hardwareRevisions", List.of(revision))
                .build();
        created("/api/v1/manufacturers/" + manufacturer + "/products", body);
    }

    public void person(String id, String role, String manufacturer) {
        created(
                "/api/v1/people",
                person(id, role).put("manufacturer", manufacturer).build());
    }

    public void facilityPerson(String id, String facility) {
        created(
                "/api/v1/people",
                person(id, "facility").put("facility", facility).build());
    }

    /** Return the registration of an example person. */
    public static JsonObject.Builder person(String id, String role) {
        return JsonObject.builder()
                .put("id", id)
                .put("printedName", "Person " + id)
                .putStrings("roles", List.of(role))
                .put("publicKey", ExampleFolder.person(id).publicKey().toPem());
    }

    private static JsonObject named(String id) {
        return JsonObject.builder().put("id", id).put("name", "Name of " + id).build();
    }

    private void created(String path, JsonObject body) {
        Reply reply = api.post(ADMIN, path, body);
        if (reply.status() != 201) {
            throw new IllegalStateException(path + " answered " + reply.status() + " " + reply.text());
        }
    }
}
