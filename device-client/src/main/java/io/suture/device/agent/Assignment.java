package io.suture.device.agent;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonNull;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.time.Duration;
import java.util.Optional;

/**
 * What the server wants this device to run; unsigned, so it can at most withhold.
 *
 * @param reason why there is no release
 * @param pollAfter when to ask again
 */
public record Assignment(
        String device, String manufacturer, Optional<ReleaseId> release, Optional<Reason> reason, Duration pollAfter) {

    /** Largest answer accepted. */
    public static final int MAX_BYTES = 16 * 1024;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Why there is no release. */
    public record Reason(String code, String explain) {}

    /** Read an answer; the interval is kept within a second and a week. */
    public static Assignment parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes);
        return new Assignment(
                json.string("device"),
                json.string("manufacturer"),
                optional(json, "release")
                        .map(release -> new ReleaseId(release.string("product"), release.string("version"))),
                optional(json, "reason").map(reason -> new Reason(reason.string("code"), reason.string("explain"))),
                interval(json.integer("pollAfterSeconds")));
    }

    private static Optional<JsonObject> optional(JsonObject json, String key) {
        return json.find(key).filter(value -> !(value instanceof JsonNull)).map(value -> json.object(key));
    }

    private static Duration interval(long seconds) {
        long bounded = Math.max(SHORTEST.toSeconds(), Math.min(seconds, LONGEST.toSeconds()));
        return Duration.ofSeconds(bounded);
    }
}
