package io.suture.cli.api;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.MalformedDocumentException;
import java.util.Base64;
import java.util.Optional;

/** What an access token says, if it is a JWT (RFC 7519); for display only, the server alone judges it. */
final class AccessToken {

    private AccessToken() {}

    static Optional<String> claim(String token, String name) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonObject claims = Json.parseObject(Base64.getUrlDecoder().decode(parts[1]));
            return claims.members().get(name) instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
        } catch (IllegalArgumentException | MalformedDocumentException notJwt) {
            return Optional.empty();
        }
    }
}
