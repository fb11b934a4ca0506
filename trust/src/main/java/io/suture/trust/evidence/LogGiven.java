package io.suture.trust.evidence;

import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the auditor of a log has from elsewhere: nothing in a log can vouch for these.
 *
 * @param policy the log's origin, its keys, its witnesses
 * @param earlier a checkpoint of the log seen before; without it a log that was cut or rewritten by its own key looks whole
 * @param disclosures index to private sections that were disclosed
 * @param timestamps time stamps of its checkpoints, and whom to believe about time
 */
public record LogGiven(
        LogPolicy policy,
        Optional<String> earlier,
        Map<Long, List<Section>> disclosures,
        Optional<TimestampsGiven> timestamps) {

    /** Creates what somebody has without time stamps. */
    public LogGiven(LogPolicy policy, Optional<String> earlier, Map<Long, List<Section>> disclosures) {
        this(policy, earlier, disclosures, Optional.empty());
    }

    /** Return what somebody has who knows the policy alone. */
    public static LogGiven of(LogPolicy policy) {
        return new LogGiven(policy, Optional.empty(), Map.of());
    }
}
