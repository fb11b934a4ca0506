package io.suture.trust.evidence;

import io.suture.trust.log.timestamp.TimestampAuthority;
import java.time.Instant;
import java.util.Optional;

/**
 * What the reader of a package has from elsewhere: nothing in a package can vouch for these.
 *
 * @param root a root of the manufacturer; without it the package can only agree with itself
 * @param checkpoint a checkpoint of the log seen before the export; without it a log cut short looks whole
 * @param at when the package was exported: metadata must have been valid then
 * @param authority whom to believe about time; without it the package's time stamp is only bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read only
public record Given(
        Optional<byte[]> root, Optional<byte[]> checkpoint, Instant at, Optional<TimestampAuthority> authority) {

    /** Creates what a reader has who knows no time-stamp authority. */
    public Given(Optional<byte[]> root, Optional<byte[]> checkpoint, Instant at) {
        this(root, checkpoint, at, Optional.empty());
    }

    /** Return what a reader has who was given nothing. */
    public static Given nothing(Instant at) {
        return new Given(Optional.empty(), Optional.empty(), at);
    }
}
