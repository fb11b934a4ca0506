package io.suture.server.signing;

import io.suture.server.signing.MetadataTable.StoredTarget;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.log.LogPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an upload makes of the policies that devices judge evidence by.
 *
 * @param before the log policy in force, if there is one and the upload brings another
 * @param log the log policy to come
 * @param release the release policy to come
 * @param people the people to come
 */
record PolicyChange(Optional<LogPolicy> before, LogPolicy log, ReleasePolicy release, People people) {

    static PolicyChange of(Map<String, byte[]> stored, List<StoredTarget> policies) {
        LogPolicy log = LogPolicy.parse(OfflineUpload.bytes(policies, OfflineUpload.LOG_POLICY));
        return new PolicyChange(
                Optional.ofNullable(stored.get(OfflineUpload.LOG_POLICY))
                        .map(LogPolicy::parse)
                        .filter(before -> !before.equals(log)),
                log,
                ReleasePolicy.parse(OfflineUpload.bytes(policies, OfflineUpload.RELEASE_POLICY)),
                People.parse(OfflineUpload.bytes(policies, OfflineUpload.PEOPLE)));
    }
}
