package io.suture.device.state;

import io.suture.device.state.Phase.Event;
import io.suture.trust.attest.PolicyRef;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code state.json}: everything that changes during an update, replaced as a whole at each step.
 *
 * @param version the version that runs, confirmed
 * @param rollbackIndex the index of that version; only grows, and only with a confirmed version
 * @param slot the slot that version is in
 * @param counter counts outcomes; part of every receipt
 * @param attempt the update under way, absent when idle or refused before one was verified
 * @param outcome how it ended, present until the receipt is queued
 * @param reported refusals reported already, {@code release code}, newest last
 * @param rolledBack digests of manifests that were installed, failed, and are not tried again by themselves
 * @param policy the release policy that the last verified release was judged by; older states do not say
 */
public record DeviceState(
        Phase phase,
        String version,
        long rollbackIndex,
        Slot slot,
        long counter,
        Optional<Attempt> attempt,
        Optional<Outcome> outcome,
        List<String> reported,
        List<String> rolledBack,
        Optional<PolicyRef> policy) {

    /** How many refusals and failed releases are remembered. */
    public static final int REMEMBERED = 32;

    private static final String SCHEMA = "urn:suture:device-state:v1";

    public DeviceState {
        reported = newest(reported);
        rolledBack = newest(rolledBack);
        if (phase.decided() != outcome.isPresent()) {
            throw new MalformedDocumentException("outcome", "does not fit phase " + phase);
        }
        if (phase != Phase.IDLE && phase != Phase.REFUSED && attempt.isEmpty()) {
            throw new MalformedDocumentException("attempt", "is missing in phase " + phase);
        }
    }

    /** Return the state of a device that has not updated yet. */
    public static DeviceState initial(String version, long rollbackIndex, Slot slot) {
        return new DeviceState(
                Phase.IDLE,
                version,
                rollbackIndex,
                slot,
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** Return the update under way. */
    public Attempt current() {
        return attempt.orElseThrow(() -> new IllegalStateException("no update under way while " + phase));
    }

    /** Return the state after an event that changes the phase alone. */
    public DeviceState after(Event event) {
        return new DeviceState(
                phase.after(event),
                version,
                rollbackIndex,
                slot,
                counter,
                attempt,
                outcome,
                reported,
                rolledBack,
                policy);
    }

    /** Return the state with the attempt that was just verified, and the policy it was judged by. */
    public DeviceState verified(Attempt verified, PolicyRef judgedBy) {
        return new DeviceState(
                phase.after(Event.RELEASE_VERIFIED),
                version,
                rollbackIndex,
                slot,
                counter,
                Optional.of(verified),
                Optional.empty(),
                reported,
                rolledBack,
                Optional.of(judgedBy));
    }

    /** Return the state with a changed attempt in the same phase. */
    public DeviceState with(Attempt changed) {
        return new DeviceState(
                phase,
                version,
                rollbackIndex,
                slot,
                counter,
                Optional.of(changed),
                outcome,
                reported,
                rolledBack,
                policy);
    }

    /** Return the state in which the new version is the one that runs: version, index and slot change together. */
    public DeviceState confirmed(Outcome decided) {
        Attempt done = current();
        return new DeviceState(
                phase.after(Event.HEALTH_PASSED),
                done.release().version(),
                done.rollbackIndex(),
                done.slot(),
                decided.counter(),
                attempt,
                Optional.of(decided),
                reported,
                rolledBack,
                policy);
    }

    /** Return the state in which the old version runs again. */
    public DeviceState rolledBack(Outcome decided) {
        return new DeviceState(
                phase.after(Event.TRIAL_FAILED),
                version,
                rollbackIndex,
                slot,
                decided.counter(),
                attempt,
                Optional.of(decided),
                reported,
                plus(rolledBack, current().manifest().toString()),
                policy);
    }

    /** Return the state in which a release was refused. */
    public DeviceState refused(Outcome decided) {
        return new DeviceState(
                phase.after(Event.RELEASE_REFUSED),
                version,
                rollbackIndex,
                slot,
                decided.counter(),
                Optional.empty(),
                Optional.of(decided),
                plus(reported, refusal(decided.release().toString(), decided.reason())),
                rolledBack,
                policy);
    }

    /** Return the state without an update after the event that ends it. */
    public DeviceState idle(Event last) {
        return new DeviceState(
                phase.after(last),
                version,
                rollbackIndex,
                slot,
                counter,
                Optional.empty(),
                Optional.empty(),
                reported,
                rolledBack,
                policy);
    }

    /** Return this idle state without the memory of failed releases. */
    public DeviceState forgetting() {
        return new DeviceState(
                phase, version, rollbackIndex, slot, counter, attempt, outcome, List.of(), List.of(), policy);
    }

    /** Return whether this refusal was reported already. */
    public boolean hasReported(String release, String code) {
        return reported.contains(refusal(release, code));
    }

    private static String refusal(String release, String code) {
        return release + " " + code;
    }

    private static List<String> plus(List<String> list, String added) {
        List<String> longer = new ArrayList<>(list);
        longer.remove(added);
        longer.add(added);
        return longer;
    }

    private static List<String> newest(List<String> list) {
        return List.copyOf(list.subList(Math.max(0, list.size() - REMEMBERED), list.size()));
    }

    byte[] toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("schema", SCHEMA)
                .put("phase", phase.name())
                .put("version", version)
                .put("rollbackIndex", rollbackIndex)
                .put("slot", slot.toString())
                .put("counter", counter);
        attempt.ifPresent(present -> json.put("attempt", present.toJson()));
        outcome.ifPresent(present -> json.put("outcome", present.toJson()));
        policy.ifPresent(present -> json.put("policy", present.toJson()));
        return Json.compact(json.putStrings("reported", reported)
                .putStrings("rolledBack", rolledBack)
                .build());
    }

    static DeviceState parse(byte[] bytes) {
        try {
            return parse(Json.parseObject(bytes));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedDocumentException("state.json", "has an impossible value");
        }
    }

    private static DeviceState parse(JsonObject json) {
        if (!SCHEMA.equals(json.string("schema"))) {
            throw new MalformedDocumentException("schema", "is not " + SCHEMA);
        }
        return new DeviceState(
                Phase.valueOf(json.string("phase")),
                json.string("version"),
                json.integer("rollbackIndex"),
                Slot.parse(json.string("slot")),
                json.integer("counter"),
                json.find("attempt").map(present -> json.read("attempt", Attempt::parse)),
                json.find("outcome").map(present -> json.read("outcome", Outcome::parse)),
                json.strings("reported"),
                json.strings("rolledBack"),
                json.find("policy").map(present -> json.read("policy", PolicyRef::of)));
    }
}
