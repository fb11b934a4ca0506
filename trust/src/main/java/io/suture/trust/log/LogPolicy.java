package io.suture.trust.log;

import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which log to believe, schema {@code urn:suture:log-policy:v2}; a target of the offline {@code policy} role. Of each
 * algorithm that is listed one listed key must have signed, so that a new key can be listed before the log changes to
 * it; and the quorum of the witnesses must have cosigned.
 *
 * @param version grows with every change
 * @param origin the log's name, for ever
 * @param keys the log's verifier keys, each named as the origin
 * @param witnesses who else must have signed
 * @param maxCheckpointAgeDays how old the newest cosignature may be for a device with a trusted clock
 */
public record LogPolicy(
        int version,
        String origin,
        List<NoteKey> keys,
        WitnessPolicy witnesses,
        Optional<Integer> maxCheckpointAgeDays) {

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:log-policy:v2";

    /** The schema of policies that know Ed25519 keys of the log only; still read. */
    public static final String SCHEMA_V1 = "urn:suture:log-policy:v1";

    /** Checks that every key is of the right kind, and that no key serves two purposes. */
    public LogPolicy {
        keys = List.copyOf(keys);
        if (version < 1 || keys.isEmpty() || keys.size() > LogLimits.LOG_KEYS) {
            throw new MalformedDocumentException(
                    "keys", "1 to " + LogLimits.LOG_KEYS + " keys and a version are expected");
        }
        for (NoteKey key : keys) {
            if (!key.name().equals(origin) || !key.type().isForLogs()) {
                throw new MalformedDocumentException("keys", "a key is not one of log " + origin);
            }
        }
        requireApart(keys, witnesses, origin);
        boolean timed = !witnesses.quorum().equals(WitnessPolicy.NONE);
        maxCheckpointAgeDays.filter(days -> days < 1 || !timed).ifPresent(days -> {
            throw new MalformedDocumentException("maxCheckpointAgeDays", "needs a quorum and must be at least 1");
        });
    }

    /** Creates a policy that demands no witness. */
    public LogPolicy(int version, String origin, List<String> vkeys) {
        this(version, origin, noteKeys(vkeys, "keys"), WitnessPolicy.UNWITNESSED, Optional.empty());
    }

    /** Parses a policy. */
    public static LogPolicy parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes);
        int version = (int) Math.min(json.integer("version"), Integer.MAX_VALUE);
        String schema = json.string("schema");
        if (schema.equals(SCHEMA_V1)) {
            return new LogPolicy(version, json.string("origin"), json.strings("keys"));
        }
        if (!schema.equals(SCHEMA)) {
            throw new MalformedDocumentException("schema", SCHEMA + " is expected");
        }
        return new LogPolicy(
                version,
                json.string("origin"),
                noteKeys(json, "keys"),
                WitnessPolicy.of(json),
                json.findInteger("maxCheckpointAgeDays").map(days -> (int) Math.min(days, Integer.MAX_VALUE)));
    }

    /** Return the policy as canonical JSON. */
    public byte[] toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("schema", SCHEMA)
                .put("version", version)
                .put("origin", origin)
                .putStrings("keys", vkeys());
        witnesses.addTo(json);
        maxCheckpointAgeDays.ifPresent(days -> json.put("maxCheckpointAgeDays", days));
        return CanonicalJson.rfc8785(json.build());
    }

    /** Return the log's keys in their text form. */
    public List<String> vkeys() {
        return keys.stream().map(NoteKey::vkey).toList();
    }

    /** Return the checkpoint of a note after checking the log's signatures, the origin and the quorum of witnesses. */
    public Checkpoint open(String note) {
        return verify(note).checkpoint();
    }

    /** Return the checkpoint like {@link #open}, with who cosigned it and when. */
    public WitnessedCheckpoint verify(String note) {
        SignedNote parsed = SignedNote.parse(note);
        return witnessed(parsed, parsed.signatures(allKeys()));
    }

    /** Return whether {@link #verify} finds nothing wrong with a note. */
    public boolean accepts(String note) {
        try {
            verify(note);
            return true;
        } catch (LogException e) {
            return false;
        }
    }

    /** Return the checkpoint of a note that nobody else signed: not one byte of it is without a check. */
    public Checkpoint openAlone(String note) {
        SignedNote parsed = SignedNote.parse(note);
        return witnessed(parsed, parsed.onlySignatures(allKeys())).checkpoint();
    }

    /** Return the checkpoint of a note that the log signed, whether witnesses did or not. */
    public Checkpoint openUnwitnessed(String note) {
        SignedNote parsed = SignedNote.parse(note);
        return signed(parsed, parsed.signatures(allKeys()));
    }

    /**
     * Return a checkpoint that was accepted before, perhaps under an earlier policy, with those of its cosignatures that
     * this policy counts.
     */
    public WitnessedCheckpoint acceptedBefore(String note) {
        SignedNote parsed = SignedNote.parse(note);
        Checkpoint checkpoint = Checkpoint.parse(parsed.unverifiedText());
        try {
            return new WitnessedCheckpoint(checkpoint, cosigned(parsed.signatures(witnesses.keys())));
        } catch (CheckpointNotSigned damaged) {
            return new WitnessedCheckpoint(checkpoint, Map.of());
        }
    }

    /** Return whether checkpoints that exactly these keys sign are believed, as far as the log's own signatures go. */
    public boolean isSatisfiedBy(Collection<NoteKey> signing) {
        return algorithms().stream().allMatch(algorithm -> signing.stream().anyMatch(key -> isLogKey(key, algorithm)));
    }

    /** Return this policy as it would be if it demanded no witness; those it lists still count. */
    public LogPolicy withoutQuorum() {
        return new LogPolicy(version, origin, keys, witnesses.withoutQuorum(), Optional.empty());
    }

    /** Refuses a checkpoint that nobody cosigned within the age that this policy allows, if it limits it. */
    public void requireFresh(Optional<Instant> newestCosignature, Instant now) {
        maxCheckpointAgeDays.ifPresent(days -> {
            Instant cosigned = newestCosignature.orElse(Instant.EPOCH);
            if (cosigned.plus(Duration.ofDays(days)).isBefore(now)) {
                throw new CheckpointTooOld(cosigned, days);
            }
        });
    }

    /** Refuses a checkpoint of another log. */
    public void requireOrigin(Checkpoint checkpoint) {
        if (!checkpoint.origin().equals(origin)) {
            throw new WrongOrigin(origin, checkpoint.origin());
        }
    }

    private WitnessedCheckpoint witnessed(SignedNote note, List<VerifiedSignature> signatures) {
        Checkpoint checkpoint = signed(note, signatures);
        Map<String, Instant> cosigned = cosigned(signatures);
        if (!witnesses.isMetBy(cosigned.keySet())) {
            throw new QuorumNotMet(origin, witnesses.quorum(), cosigned.keySet());
        }
        return new WitnessedCheckpoint(checkpoint, cosigned);
    }

    private Map<String, Instant> cosigned(List<VerifiedSignature> signatures) {
        Map<String, Instant> cosigned = new HashMap<>();
        for (VerifiedSignature signature : signatures) {
            if (witnesses.keys().contains(signature.key())) {
                signature
                        .time()
                        .ifPresent(time -> cosigned.merge(signature.key().name(), time, LogPolicy::later));
            }
        }
        return cosigned;
    }

    private Checkpoint signed(SignedNote note, List<VerifiedSignature> signatures) {
        for (KeyAlgorithm algorithm : algorithms()) {
            if (signatures.stream().map(VerifiedSignature::key).noneMatch(key -> isLogKey(key, algorithm))) {
                throw new CheckpointNotSigned(origin, "no signature by a trusted " + algorithm + " key of the log");
            }
        }
        Checkpoint checkpoint = Checkpoint.parse(note.unverifiedText());
        requireOrigin(checkpoint);
        return checkpoint;
    }

    private Set<KeyAlgorithm> algorithms() {
        return keys.stream().map(key -> key.type().algorithm()).collect(Collectors.toSet());
    }

    private boolean isLogKey(NoteKey key, KeyAlgorithm algorithm) {
        return key.type().algorithm() == algorithm && keys.contains(key);
    }

    private List<NoteKey> allKeys() {
        return Stream.concat(keys.stream(), witnesses.keys().stream()).toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static void requireApart(List<NoteKey> keys, WitnessPolicy witnesses, String origin) {
        Set<PublicKey> seen = new HashSet<>();
        Stream.concat(keys.stream(), witnesses.keys().stream()).forEach(key -> {
            if (!seen.add(key.publicKey())) {
                throw new MalformedDocumentException("keys", "a key is listed twice");
            }
        });
        if (witnesses.witnesses().stream().anyMatch(witness -> witness.name().equals(origin))) {
            throw new MalformedDocumentException("witnesses", "a witness is named as the log");
        }
    }

    static List<NoteKey> noteKeys(JsonObject json, String member) {
        return noteKeys(json.strings(member), member);
    }

    private static List<NoteKey> noteKeys(List<String> vkeys, String member) {
        try {
            return vkeys.stream().map(NoteKey::parse).toList();
        } catch (LogException e) {
            throw new MalformedDocumentException(member, String.valueOf(e.getMessage()));
        }
    }
}
