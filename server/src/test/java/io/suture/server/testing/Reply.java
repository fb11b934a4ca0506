package io.suture.server.testing;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** An answer of the server. */
public record Reply(int status, HttpHeaders headers, byte[] body) {

    /** Return the body as a JSON object. */
    public JsonObject json() {
        return Json.parseObject(body);
    }

    /** Return the body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Return the code of the problem type, or the empty string. */
    public String problem() {
        return headers.firstValue("content-type").orElse("").startsWith("application/problem+json")
                ? json().string("type").replace("urn:suture:problem:", "")
                : "";
    }
}
