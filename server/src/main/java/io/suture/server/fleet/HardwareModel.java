package io.suture.server.fleet;

import java.util.Map;
import java.util.Optional;

/**
 * A product as far as assignments need it.
 *
 * @param product its id
 * @param udiDi its device identifier
 * @param revisions hardware revisions; the value says why a revision cannot be updated
 */
public record HardwareModel(String product, String udiDi, Map<String, Optional<String>> revisions) {

    public HardwareModel {
        revisions = Map.copyOf(revisions);
    }

    /** Return why this revision cannot be updated; empty when it can. */
    Optional<String> notUpdatable(String revision) {
        return revisions.getOrDefault(revision, Optional.of("hardware revision " + revision + " is not known"));
    }
}
