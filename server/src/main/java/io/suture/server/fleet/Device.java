package io.suture.server.fleet;

import io.suture.trust.digest.Digest;
import java.util.Optional;

/**
 * A device as the server knows it.
 *
 * @param manufacturer the only manufacturer whose repository it reaches
 * @param id its id with that manufacturer
 * @param product what it is
 * @param hardwareRevision its revision
 * @param serial its serial number
 * @param facility where it stands
 * @param installedVersion what it runs, as last registered or confirmed by a signed receipt
 * @param state whether its certificate is accepted
 * @param certificate digest of its current certificate
 */
public record Device(
        String manufacturer,
        String id,
        String product,
        String hardwareRevision,
        String serial,
        String facility,
        String installedVersion,
        DeviceState state,
        Optional<Digest> certificate) {

    /** Return whether this certificate may speak for the device now. */
    public boolean accepts(Digest presented) {
        return state == DeviceState.ENROLLED
                && certificate.filter(presented::equals).isPresent();
    }
}
