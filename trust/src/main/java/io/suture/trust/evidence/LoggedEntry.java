package io.suture.trust.evidence;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.TreeHash;
import java.util.Base64;
import java.util.Optional;

/** An entry with its place in the log and its exact bytes' hash. */
final class LoggedEntry {

    private final long index;
    private final byte[] bytes;
    private final AuditEntry entry;

    private LoggedEntry(long index, byte[] bytes) {
        this.index = index;
        this.bytes = bytes;
        this.entry = AuditEntry.parse(bytes);
    }

    static LoggedEntry of(JsonObject line) {
        return new LoggedEntry(line.integer("index"), base64(line, "entry"));
    }

    static byte[] base64(JsonObject line, String key) {
        String text = line.string(key);
        byte[] bytes = decode(key, text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new MalformedDocumentException(key, "is not canonical base64");
        }
        return bytes;
    }

    private static byte[] decode(String key, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedDocumentException(key, "is not base64");
        }
    }

    long index() {
        return index;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    AuditEntry entry() {
        return entry;
    }

    EntryCheck.Read read() {
        return new EntryCheck.Read(bytes, Optional.of(entry), Optional.empty());
    }

    boolean is(String kind) {
        return entry.kind().equals(kind);
    }

    TreeHash leafHash() {
        return MerkleTree.leafHash(bytes);
    }
}
