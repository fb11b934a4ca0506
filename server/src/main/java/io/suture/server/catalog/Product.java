package io.suture.server.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A device model.
 *
 * @param id identifier, also the name of its TUF role
 * @param name name of the model
 * @param udiDi device identifier of the UDI (GTIN-14)
 * @param hardwareRevisions its hardware revisions
 */
public record Product(String id, String name, String udiDi, List<HardwareRevision> hardwareRevisions) {

    /** Copies the revisions. */
    public Product {
        hardwareRevisions = List.copyOf(hardwareRevisions);
    }

    /** Return the hardware revision of this name. */
    public Optional<HardwareRevision> revision(String name) {
        return hardwareRevisions.stream()
                .filter(revision -> revision.revision().equals(name))
                .findFirst();
    }
}
