package io.suture.trust.evidence;

import io.suture.trust.log.timestamp.TimestampAuthority;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Time stamps of a log's checkpoints, and whom to believe.
 *
 * @param authority with roots from elsewhere
 * @param tokens size of the checkpoint to the authority's answer (RFC 3161)
 */
public record TimestampsGiven(TimestampAuthority authority, SortedMap<Long, byte[]> tokens) {

    /** Copies the tokens. */
    public TimestampsGiven {
        tokens = new TreeMap<>(tokens);
    }
}
