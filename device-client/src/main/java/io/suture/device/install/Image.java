package io.suture.device.install;

import io.suture.device.state.Attempt;
import io.suture.device.state.Payload;
import io.suture.trust.digest.Digest;
import io.suture.trust.release.ReleaseId;
import java.util.List;

/**
 * What goes into a slot.
 *
 * @param checkpoint the log checkpoint that vouches for it
 */
public record Image(ReleaseId release, long rollbackIndex, Digest manifest, String checkpoint, List<Payload> payloads) {

    public Image {
        payloads = List.copyOf(payloads);
    }

    /** Return the image an attempt installs. */
    public static Image of(Attempt attempt) {
        return new Image(
                attempt.release(),
                attempt.rollbackIndex(),
                attempt.manifest(),
                attempt.checkpoint(),
                attempt.payloads());
    }
}
