package io.suture.cli.attest;

import io.suture.cli.api.ApiClient;
import io.suture.cli.keys.KeyFiles;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.Session;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.Subject;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import io.suture.trust.release.Manifest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who signs, under which printed name, when (21 CFR 11.50(a)); and with which key.
 *
 * @param session of the person
 * @param person who signs
 * @param printedName the name as printed
 * @param at when
 */
public record PersonalSignature(Session session, String person, String printedName, Instant at) {

    /** Return the signature of the acting person, now. */
    public static PersonalSignature of(Session session, ApiClient api, @Nullable String printedName) {
        String name = printedName != null
                ? printedName
                : api.claim("name").orElseThrow(() -> CommandFailure.usage("missing --printed-name"));
        Instant now = session.world().clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return new PersonalSignature(session, session.person(), name, now);
    }

    /** Return the predicate with this signature's three members; another person's are refused, not replaced. */
    JsonObject fill(JsonObject predicate) {
        JsonObject.Builder filled = predicate.toBuilder();
        filled.set("signedBy", agreed(predicate, "signedBy", person));
        filled.set("printedName", agreed(predicate, "printedName", printedName));
        filled.set("signedAt", JsonValue.of(at.toString()));
        return filled.build();
    }

    /** Return the signed statement about the manifest, after checking that its claim is well-formed. */
    Envelope sign(Manifest manifest, String type, JsonObject predicate) {
        Statement statement = new Statement(List.of(new Subject(Manifest.FILE, manifest.digest())), type, predicate);
        Predicate.of(statement);
        return Envelope.sign(Statement.PAYLOAD_TYPE, statement.toJson(), KeyFiles.personKey(session));
    }

    private static JsonValue agreed(JsonObject predicate, String member, String mine) {
        JsonValue value = JsonValue.of(mine);
        if (predicate.members().getOrDefault(member, value) instanceof JsonString given && given.equals(value)) {
            return value;
        }
        throw CommandFailure.usage("the predicate's " + member + " is not " + mine);
    }
}
