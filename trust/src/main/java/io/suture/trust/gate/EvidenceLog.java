package io.suture.trust.gate;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonLimits;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.Proofs;
import io.suture.trust.log.TreeHash;
import io.suture.trust.release.Documents;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The target {@code evidence-log.json}, schema {@code urn:suture:evidence-log:v1}: for each piece of evidence the log's
 * entry that recorded it and its proof of inclusion in one signed checkpoint. It only ever adds trust: what does not
 * verify gives no position.
 *
 * @param checkpoint the signed note
 * @param items one for each piece of evidence
 */
public record EvidenceLog(String checkpoint, List<Item> items) {

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:evidence-log:v1";

    /** The kind of entry that records evidence. */
    public static final String ADDED = "evidence.added";

    private static final JsonLimits LIMITS = new JsonLimits(GateLimits.EVIDENCE_LOG_BYTES, 8);

    /**
     * Where the log has one piece of evidence.
     *
     * @param evidence payload digest of the envelope
     * @param index the entry's place
     * @param entry the logged bytes
     * @param proof the path, the leaf's sibling first
     */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out
    public record Item(Digest evidence, long index, byte[] entry, List<TreeHash> proof) {

        /** Takes copies. */
        public Item {
            entry = entry.clone();
            proof = List.copyOf(proof);
        }

        static Item of(JsonObject json) {
            return new Item(
                    Documents.digest(json, "evidence"),
                    json.integer("index"),
                    decode(json.string("entry")),
                    json.strings("proof").stream().map(Item::hash).toList());
        }

        private static TreeHash hash(String text) {
            try {
                return TreeHash.ofBase64(text);
            } catch (LogException e) {
                throw new MalformedDocumentException("proof", "is not a hash");
            }
        }

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("evidence", evidence.toString())
                    .put("index", index)
                    .put("entry", Base64.getEncoder().encodeToString(entry))
                    .putStrings("proof", proof.stream().map(TreeHash::base64).toList())
                    .build();
        }

        /** Return whether the checkpoint holds an entry at this index that says that this evidence of this manifest was added. */
        boolean isIn(Checkpoint checkpoint, Digest manifest) {
            try {
                Proofs.verifyInclusion(MerkleTree.leafHash(entry), index, checkpoint.size(), proof, checkpoint.root());
                AuditEntry logged = AuditEntry.parse(entry);
                return logged.kind().equals(ADDED)
                        && logged.pub().string("evidence").equals(evidence.toString())
                        && logged.pub().string("manifest").equals(manifest.toString());
            } catch (LogException | MalformedDocumentException e) {
                return false;
            }
        }

        private static byte[] decode(String text) {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw new MalformedDocumentException("entry", "base64 is expected");
            }
        }

        /** Return the logged bytes, a copy. */
        @Override
        public byte[] entry() {
            return entry.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Item item
                    && evidence.equals(item.evidence)
                    && index == item.index
                    && Arrays.equals(entry, item.entry)
                    && proof.equals(item.proof);
        }

        @Override
        public int hashCode() {
            return Objects.hash(evidence, index, Arrays.hashCode(entry), proof);
        }
    }

    /** Copies the items. */
    public EvidenceLog {
        items = List.copyOf(items);
    }

    /** Parses the file. */
    public static EvidenceLog parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes, LIMITS);
        Documents.requireSchema(json, SCHEMA);
        return new EvidenceLog(json.string("checkpoint"), json.readEach("entries", Item::of));
    }

    /** Return the file as canonical JSON. */
    public byte[] toJson() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("checkpoint", checkpoint)
                .putAll("entries", items.stream().map(Item::toJson).toList())
                .build());
    }

    /** Return the positions that verify: of a log that the policy names, for evidence of this manifest. */
    public EvidencePositions positions(LogPolicy policy, Digest manifest) {
        Map<Digest, Long> indexes = new HashMap<>();
        try {
            Checkpoint signed = policy.open(checkpoint);
            items.stream()
                    .filter(item -> item.isIn(signed, manifest))
                    .forEach(item -> indexes.merge(item.evidence(), item.index(), Math::min));
        } catch (LogException e) {
            return EvidencePositions.NONE;
        }
        return new EvidencePositions(indexes);
    }
}
