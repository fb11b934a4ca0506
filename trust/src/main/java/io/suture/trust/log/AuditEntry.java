package io.suture.trust.log;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonLimits;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One entry of the log, schema {@code urn:suture:audit-entry:v1}: facts fit for the world, and commitments to
 * {@link Section}s that are not. An entry is hashed as the bytes that were logged, never re-serialised.
 *
 * @param id unique in the log, a UUID
 * @param kind what happened, for example {@code release.published}
 * @param time when, by the server's clock, to the millisecond
 * @param pub public facts; empty for device and hospital events
 * @param commit section name to commitment, 64 hex digits
 */
public record AuditEntry(String id, String kind, Instant time, JsonObject pub, Map<String, String> commit) {

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:audit-entry:v1";

    private static final String DOCUMENT = "audit entry";
    private static final JsonLimits LIMITS = new JsonLimits(LogLimits.ENTRY_BYTES, 16);
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern KIND = Pattern.compile("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*");
    private static final Pattern COMMITMENT = Pattern.compile("[0-9a-f]{64}");
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Checks id, kind and commitments, and cuts the time to milliseconds. */
    public AuditEntry {
        commit = Collections.unmodifiableMap(new TreeMap<>(commit));
        time = time.truncatedTo(ChronoUnit.MILLIS);
        if (!ID.matcher(id).matches() || !KIND.matcher(kind).matches()) {
            throw new MalformedLogDocument(DOCUMENT, "id or kind is not allowed");
        }
        if (!commit.values().stream()
                .allMatch(value -> COMMITMENT.matcher(value).matches())) {
            throw new MalformedLogDocument(DOCUMENT, "a commitment is not 64 hex digits");
        }
    }

    /** Parses the logged bytes. */
    public static AuditEntry parse(byte[] bytes) {
        try {
            return of(Json.parseObject(bytes, LIMITS));
        } catch (MalformedDocumentException e) {
            throw new MalformedLogDocument(DOCUMENT, String.valueOf(e.getMessage()));
        }
    }

    /** Return the bytes to log: RFC 8785 canonical JSON. */
    public byte[] toJson() {
        JsonObject.Builder json = JsonObject.builder();
        if (!commit.isEmpty()) {
            json.put("commit", commitments());
        }
        json.put("id", id).put("kind", kind);
        if (!pub.members().isEmpty()) {
            json.put("pub", pub);
        }
        json.put("schema", SCHEMA).put("time", MILLIS.format(time));
        return limited(CanonicalJson.rfc8785(json.build()));
    }

    /** Return whether the section is the one that this entry commits to. */
    public boolean commitsTo(Section section) {
        return section.commitment().equals(commit.get(section.name()));
    }

    private JsonObject commitments() {
        JsonObject.Builder json = JsonObject.builder();
        commit.forEach(json::put);
        return json.build();
    }

    private static AuditEntry of(JsonObject json) {
        String schema = json.string("schema");
        if (!schema.equals(SCHEMA)) {
            throw new EntryMismatch("schema", SCHEMA, schema);
        }
        return new AuditEntry(
                json.string("id"),
                json.string("kind"),
                json.instant("time"),
                json.findObject("pub").orElse(JsonObject.EMPTY),
                commitments(json.findObject("commit").orElse(JsonObject.EMPTY)));
    }

    private static Map<String, String> commitments(JsonObject json) {
        Map<String, String> commitments = new TreeMap<>();
        for (Map.Entry<String, JsonValue> member : json.members().entrySet()) {
            if (!(member.getValue() instanceof JsonString commitment)) {
                throw new MalformedDocumentException("commit." + member.getKey(), "a string is expected");
            }
            commitments.put(member.getKey(), commitment.value());
        }
        return commitments;
    }

    private static byte[] limited(byte[] bytes) {
        if (bytes.length > LogLimits.ENTRY_BYTES) {
            throw new MalformedLogDocument(DOCUMENT, "has more than " + LogLimits.ENTRY_BYTES + " bytes");
        }
        return bytes;
    }
}
