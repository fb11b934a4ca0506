package io.suture.server.signing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how long what devices see stays valid: the gauge {@code suture.tuf.expiry} in seconds for each role, negative
 * once expired, and one alarm in the log each time a role comes near its end or passes it.
 */
final class ExpiryWatch {

    static final String GAUGE = "suture.tuf.expiry";

    private static final Logger log = LoggerFactory.getLogger(ExpiryWatch.class);

    private final MultiGauge gauge;
    private final TufLifetimes lifetimes;
    private final Clock clock;
    private final Map<Watched, Instant> expiries = new ConcurrentHashMap<>();
    private final Map<Watched, Stage> stages = new ConcurrentHashMap<>();

    ExpiryWatch(MeterRegistry meters, TufLifetimes lifetimes, Clock clock) {
        this.gauge = MultiGauge.builder(GAUGE)
                .description("Time until the metadata of a role expire")
                .baseUnit("seconds")
                .register(meters);
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    /** How near the end is. */
    enum Stage {
        VALID,
        NEAR,
        EXPIRED;

        static Stage of(Instant expires, Duration near, Instant now) {
            if (!now.isBefore(expires)) {
                return EXPIRED;
            }
            return now.isBefore(expires.minus(near)) ? VALID : NEAR;
        }
    }

    private record Watched(String manufacturer, String role) {}

    /** Takes note of what devices of a manufacturer see now. */
    void look(String manufacturer, RepositoryState visible) {
        visible.current().values().forEach(metadata -> look(manufacturer, metadata));
        if (!visible.roots().isEmpty()) {
            look(manufacturer, visible.roots().getLast());
        }
        gauge.register(
                expiries.entrySet().stream().<MultiGauge.Row<?>>map(this::row).toList(), true);
    }

    private void look(String manufacturer, Metadata metadata) {
        Watched watched = new Watched(manufacturer, metadata.role());
        expiries.put(watched, metadata.expires());
        Stage stage = Stage.of(metadata.expires(), lifetimes.alarmBefore(metadata.role()), clock.instant());
        Stage before = stages.put(watched, stage);
        if (stage != Stage.VALID && stage != before) {
            log.error(
                    "ALERT: role {} of {}, version {}, {} at {}",
                    metadata.role(),
                    manufacturer,
                    metadata.version(),
                    stage == Stage.EXPIRED ? "has expired" : "expires",
                    metadata.expires());
        }
    }

    private MultiGauge.Row<?> row(Map.Entry<Watched, Instant> entry) {
        Watched watched = entry.getKey();
        Instant expires = entry.getValue();
        return MultiGauge.Row.of(
                Tags.of("manufacturer", watched.manufacturer(), "role", watched.role()),
                () -> Duration.between(clock.instant(), expires).toSeconds());
    }
}
