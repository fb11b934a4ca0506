package io.suture.trust.evidence;

import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.TreeHash;
import io.suture.trust.log.timestamp.Imprint;
import io.suture.trust.log.timestamp.Timestamp;
import io.suture.trust.log.timestamp.TimestampAuthority;
import io.suture.trust.log.timestamp.TimestampException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Time-stamped checkpoints as anchors: a token is about the first entries of this log if the imprint that is computed from
 * them is the one in it. So neither the old checkpoint nor the key that signed it is needed.
 */
final class TimestampChecks {

    static final String ID = "timestamps";

    /** Stamps whose dates are told. */
    private static final int SHOWN = 8;

    private final Optional<TimestampsGiven> given;
    private final NavigableMap<Long, Timestamp> stamps = new TreeMap<>();
    private @Nullable FailedCheck first;

    TimestampChecks(Optional<TimestampsGiven> given) {
        this.given = given;
        given.ifPresent(all -> all.tokens().forEach((size, token) -> verify(all, size, token)));
    }

    /** Return the time stamps that a package lists, if the reader has somebody to believe about them. */
    static Optional<TimestampsGiven> listed(Checks checks, Optional<TimestampAuthority> authority, LogSource log) {
        return authority.flatMap(trusted -> checks.run(
                        "timestamps-readable",
                        () -> TimestampsGiven.listed(trusted, log),
                        listed -> listed.tokens().size() + " time stamps are listed")
                .value());
    }

    /** Return the sizes whose roots are needed. */
    Set<Long> sizes() {
        return stamps.keySet();
    }

    /** Return the check that no entry says to be later than the first stamp over it. */
    Optional<EntryCheck> times() {
        return stamps.isEmpty() ? Optional.empty() : Optional.of(new EntryCheck.Stamped(latest()));
    }

    /**
     * Compares each stamp with the log.
     *
     * @param roots the root of the log at a size, empty if it cannot be computed
     */
    String conclude(Fact<Checkpoint> stated, LongFunction<Optional<TreeHash>> roots) {
        if (given.isEmpty()) {
            throw new OpenCheck("no time stamps were given, or no root of their authority: when the log was in"
                    + " which state only the log itself says");
        }
        if (first != null) {
            throw first;
        }
        if (stamps.isEmpty()) {
            throw new OpenCheck("there are no time stamps");
        }
        stamps.forEach((size, stamp) -> compare(stated.get(), size, stamp, roots));
        return stamps.size() + " time stamps, each over the beginning of this log: " + dates();
    }

    /** Return the first time stamp over an entry, as far as time stamps were given that are the authority's. */
    Optional<Timestamp> firstOver(long index) {
        return Optional.ofNullable(stamps.higherEntry(index)).map(Map.Entry::getValue);
    }

    private void verify(TimestampsGiven all, long size, byte[] token) {
        try {
            stamps.put(size, all.authority().verify(token));
        } catch (TimestampException e) {
            if (first == null) {
                first = new FailedCheck("the time stamp of size " + size + ": " + e.code() + ": " + e.getMessage());
            }
        }
    }

    private static void compare(Checkpoint stated, long size, Timestamp stamp, LongFunction<Optional<TreeHash>> roots) {
        if (size > stated.size()) {
            throw new FailedCheck("the log was longer when it was stamped at " + stamp.time(), size, stated.size());
        }
        TreeHash root = roots.apply(size)
                .orElseThrow(() -> new OpenCheck("the root at size " + size + " cannot be computed here"));
        Imprint computed = Imprint.of(new Checkpoint(stated.origin(), size, root));
        if (!computed.equals(stamp.imprint())) {
            throw new FailedCheck(
                    "at size " + size + " the log was another one when it was stamped at " + stamp.time(),
                    stamp.imprint(),
                    computed);
        }
    }

    /** Of each size, the earliest time at which a tree of that size or larger was stamped. */
    private NavigableMap<Long, Instant> latest() {
        NavigableMap<Long, Instant> bounds = new TreeMap<>();
        Instant earliest = Instant.MAX;
        for (Map.Entry<Long, Timestamp> stamp : stamps.descendingMap().entrySet()) {
            Instant time = stamp.getValue().time();
            earliest = time.isBefore(earliest) ? time : earliest;
            bounds.put(stamp.getKey(), earliest);
        }
        return bounds;
    }

    private String dates() {
        List<String> dates = new ArrayList<>();
        stamps.descendingMap().entrySet().stream()
                .limit(SHOWN)
                .forEach(stamp -> dates.add(
                        "size " + stamp.getKey() + " at " + stamp.getValue().time()));
        String by = stamps.lastEntry().getValue().authority();
        return String.join(", ", dates) + (stamps.size() > SHOWN ? ", …" : "") + ", by " + by;
    }
}
