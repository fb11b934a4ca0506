package io.suture.trust.breakglass;

import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.PublicKey;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.release.Documents;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who may break the glass and which checks they may lift, schema {@code urn:suture:break-glass-policy:v1}; a target of the
 * offline {@code policy} role. Without it nobody may.
 *
 * @param version grows with every change
 * @param people who may sign; two different ones must
 * @param mayLift the checks that an authorisation may name
 */
public record BreakGlassPolicy(int version, List<Member> people, Set<LiftedCheck> mayLift) {

    /** The target path of the document. */
    public static final String PATH = "policy/break-glass.json";

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:break-glass-policy:v1";

    private static final Set<String> MEMBERS = Set.of("schema", "version", "people", "mayLift");

    /**
     * One of the people.
     *
     * @param id who
     * @param keys their keys; whichever sign, the person counts once
     */
    public record Member(String id, List<PublicKey> keys) {

        private static final Set<String> MEMBERS = Set.of("id", "keys");

        /** Checks the number of keys. */
        public Member {
            keys = List.copyOf(keys);
            if (keys.isEmpty() || keys.size() > BreakGlassLimits.KEYS) {
                throw new MalformedDocumentException("keys", "1 to " + BreakGlassLimits.KEYS + " keys are expected");
            }
        }

        private static Member parse(JsonObject json) {
            Documents.requireOnly(json, MEMBERS);
            return new Member(
                    Documents.text(json, "id"),
                    json.strings("keys").stream().map(Member::key).toList());
        }

        private static PublicKey key(String pem) {
            try {
                return PublicKey.fromPem(pem);
            } catch (KeyFormatException e) {
                throw new MalformedDocumentException("keys", String.valueOf(e.getMessage()));
            }
        }

        private JsonObject toJson() {
            return JsonObject.builder()
                    .put("id", id)
                    .putStrings("keys", keys.stream().map(PublicKey::toPem).toList())
                    .build();
        }
    }

    /** Checks that two people are there, each once, and that no key is two people's. */
    public BreakGlassPolicy {
        people = List.copyOf(people);
        mayLift = Set.copyOf(mayLift);
        if (version < 1 || people.size() < BreakGlassLimits.SIGNERS || people.size() > BreakGlassLimits.PEOPLE) {
            throw new MalformedDocumentException(
                    "people",
                    BreakGlassLimits.SIGNERS + " to " + BreakGlassLimits.PEOPLE + " people and a version are expected");
        }
        requireOnce("people", people.stream().map(Member::id).toList());
        requireOnce(
                "keys",
                people.stream().flatMap(member -> member.keys().stream()).toList());
    }

    private static void requireOnce(String member, List<?> values) {
        if (new HashSet<>(values).size() != values.size()) {
            throw new MalformedDocumentException(member, "lists one twice");
        }
    }

    /** Parses a policy. */
    public static BreakGlassPolicy parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes);
        Documents.requireSchema(json, SCHEMA);
        Documents.requireOnly(json, MEMBERS);
        return new BreakGlassPolicy(
                Math.clamp(json.integer("version"), 0, Integer.MAX_VALUE),
                json.readEach("people", Member::parse),
                json.strings("mayLift").stream().map(BreakGlassPolicy::check).collect(Collectors.toSet()));
    }

    private static LiftedCheck check(String word) {
        try {
            return LiftedCheck.ofJson(word);
        } catch (BreakGlassException.NotLiftable e) {
            throw new MalformedDocumentException("mayLift", String.valueOf(e.getMessage()));
        }
    }

    /** Return the policy as canonical JSON. */
    public byte[] toJson() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("version", version)
                .putAll("people", people.stream().map(Member::toJson).toList())
                .putStrings(
                        "mayLift",
                        mayLift.stream().map(LiftedCheck::json).collect(Collectors.toCollection(TreeSet::new)))
                .build());
    }

    /**
     * Return what the people allow this device, or throw {@link BreakGlassException}. Whether it was used before is for the
     * device to know.
     *
     * @param clock what time it is at least
     */
    public Authorisation open(Envelope envelope, DeviceIdentity device, Instant clock) {
        Authorisation claimed = Authorisation.claimedBy(envelope);
        requireSigned(envelope);
        if (!claimed.device().equals(device)) {
            throw new BreakGlassException.ForOtherDevice(device, claimed.device());
        }
        if (!clock.isBefore(claimed.until())) {
            throw new BreakGlassException.Expired(claimed.until(), clock);
        }
        claimed.lifts().stream()
                .filter(check -> !mayLift.contains(check))
                .sorted()
                .findFirst()
                .ifPresent(check -> {
                    throw new BreakGlassException.NotLiftable(check.json());
                });
        return claimed;
    }

    private void requireSigned(Envelope envelope) {
        Set<String> signed = people.stream()
                .filter(member -> !envelope.verifiedBy(member.keys()).isEmpty())
                .map(Member::id)
                .collect(Collectors.toSet());
        if (signed.size() < BreakGlassLimits.SIGNERS) {
            throw new BreakGlassException.SignersMissing(signed);
        }
    }
}
