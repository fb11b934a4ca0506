package io.suture.trust.evidence;

import io.suture.trust.log.LogLimits;
import io.suture.trust.log.timestamp.TimestampAuthority;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Time stamps of a log's checkpoints, and whom to believe.
 *
 * @param authority with roots from elsewhere
 * @param tokens size of the checkpoint to the authority's answer (RFC 3161)
 */
public record TimestampsGiven(TimestampAuthority authority, SortedMap<Long, byte[]> tokens) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** Copies the tokens. */
    public TimestampsGiven {
        tokens = new TreeMap<>(tokens);
    }

    /** Return the time stamps that a log lists; one that it lists and does not have is there as no bytes. */
    public static TimestampsGiven listed(TimestampAuthority authority, LogSource log) {
        SortedMap<Long, byte[]> tokens = new TreeMap<>();
        log.read(LogSource.TIMESTAMPS, LogSource.TIMESTAMPS_BYTES)
                .ifPresent(list -> sizes(list)
                        .forEach(size -> tokens.put(
                                size,
                                log.read(LogSource.timestamp(size), LogLimits.TIMESTAMP_BYTES)
                                        .orElse(new byte[0]))));
        return new TimestampsGiven(authority, tokens);
    }

    /** Return the sizes in a list; a line that is none is left out. */
    public static List<Long> sizes(byte[] list) {
        return new String(list, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> SIZE.matcher(line).matches())
                .map(Long::valueOf)
                .toList();
    }
}
