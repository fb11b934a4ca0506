package io.suture.trust.log;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.List;

/**
 * Which log to believe, schema {@code urn:suture:log-policy:v1}; a target of the offline {@code policy} role. One right
 * signature by any listed key is enough, so that a new key can be listed before the log changes to it.
 *
 * @param version grows with every change
 * @param origin the log's name, for ever
 * @param vkeys the log's verifier keys, each named as the origin
 */
public record LogPolicy(int version, String origin, List<String> vkeys) {

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:log-policy:v1";

    /** Most keys of a policy. */
    public static final int MAX_KEYS = 16;

    /** Checks that every key is one of this log. */
    public LogPolicy {
        vkeys = List.copyOf(vkeys);
        if (version < 1 || vkeys.isEmpty() || vkeys.size() > MAX_KEYS) {
            throw new MalformedDocumentException("keys", "1 to " + MAX_KEYS + " keys and a version are expected");
        }
        for (String vkey : vkeys) {
            requireOrigin(origin, vkey);
        }
    }

    /** Parses a policy. */
    public static LogPolicy parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes);
        if (!json.string("schema").equals(SCHEMA)) {
            throw new MalformedDocumentException("schema", SCHEMA + " is expected");
        }
        int version = (int) Math.min(json.integer("version"), Integer.MAX_VALUE);
        return new LogPolicy(version, json.string("origin"), json.strings("keys"));
    }

    /** Return the policy as canonical JSON. */
    public byte[] toJson() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("version", version)
                .put("origin", origin)
                .putStrings("keys", vkeys)
                .build());
    }

    /** Return the keys. */
    public List<NoteKey> keys() {
        return vkeys.stream().map(NoteKey::parse).toList();
    }

    /** Return the checkpoint of a note after checking its signature and its origin. */
    public Checkpoint open(String note) {
        return ofThisLog(SignedNote.parse(note).verify(keys()));
    }

    /** Return the checkpoint of a note that nobody else signed: not one byte of it is without a check. */
    public Checkpoint openAlone(String note) {
        return ofThisLog(SignedNote.parse(note).verifyAlone(keys()));
    }

    private Checkpoint ofThisLog(String text) {
        Checkpoint checkpoint = Checkpoint.parse(text);
        if (!checkpoint.origin().equals(origin)) {
            throw new WrongOrigin(origin, checkpoint.origin());
        }
        return checkpoint;
    }

    private static void requireOrigin(String origin, String vkey) {
        try {
            if (!NoteKey.parse(vkey).name().equals(origin)) {
                throw new MalformedDocumentException("keys", "a key is not named as the origin");
            }
        } catch (LogException e) {
            throw new MalformedDocumentException("keys", String.valueOf(e.getMessage()));
        }
    }
}
