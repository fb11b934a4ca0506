package io.suture.server.audit;

import io.suture.trust.digest.Digest;
import io.suture.trust.log.LogPolicy;
import java.net.URI;
import java.util.Map;

/**
 * Who must have cosigned the checkpoints of a log before anybody gets to see them.
 *
 * @param policy the log's keys, the witnesses and their quorum
 * @param addresses submission prefixes (tlog-witness), by the witness's name
 */
record WitnessDemand(LogPolicy policy, Map<String, URI> addresses) {

    /** The id of a log of which nobody demands anything. */
    static final String NOBODY = "none";

    /** Checks that the witnesses that can be asked are enough. */
    WitnessDemand {
        addresses = Map.copyOf(addresses);
        if (!policy.witnesses().isMetBy(addresses.keySet())) {
            throw new IllegalArgumentException("quorum " + policy.witnesses().quorum() + " of log " + policy.origin()
                    + " cannot be met: witnesses without URL are not asked");
        }
    }

    /** Returns what tells this demand from another one. */
    String id() {
        return Digest.of(policy.toJson()).toString();
    }
}
