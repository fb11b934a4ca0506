package io.suture.server.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A hardware revision of a product.
 *
 * @param revision as printed on the device
 * @param updatable whether devices of this revision can install a patch
 * @param reason why not, when not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HardwareRevision(
        String revision, boolean updatable, @Nullable String reason) {}
