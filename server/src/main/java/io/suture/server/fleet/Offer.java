package io.suture.server.fleet;

import io.suture.trust.release.Manifest;
import java.time.Instant;
import java.util.Set;

/**
 * A release that was published once.
 *
 * @param manifest its manifest
 * @param publishedAt when it was published
 * @param offered whether it is published now, not suspended or withdrawn
 * @param facilities facilities that approved it for their devices
 */
public record Offer(Manifest manifest, Instant publishedAt, boolean offered, Set<String> facilities) {

    public Offer {
        facilities = Set.copyOf(facilities);
    }
}
