package io.suture.device.state;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the device is in an update. All that is legal, and its trigger:
 *
 * <pre>
 * IDLE        RELEASE_VERIFIED   VERIFIED     every check passed; from here on no fresh metadata is needed
 * IDLE        RELEASE_REFUSED    REFUSED      a check failed
 * VERIFIED    PAYLOADS_COMPLETE  DOWNLOADED   all payloads are here and have the digests of the signed manifest
 * VERIFIED    RELEASE_REFUSED    REFUSED      a payload differs, or the server no longer offers the release
 * VERIFIED    REFUSED_AGAIN      IDLE         the same, and that has been reported already
 * DOWNLOADED  PAYLOADS_DAMAGED   VERIFIED     a payload no longer has its digest: fetch it again
 * DOWNLOADED  IMAGE_WRITTEN      INSTALLED    the inactive slot holds the whole image, read back
 * DOWNLOADED  RELEASE_REFUSED    REFUSED      the server no longer offers the release, or writing failed
 * DOWNLOADED  REFUSED_AGAIN      IDLE         the same, and that has been reported already
 * INSTALLED   IMAGE_DAMAGED      DOWNLOADED   the inactive slot is no longer complete: write it again
 * INSTALLED   RELEASE_REFUSED    REFUSED      the boot loader could not be told
 * INSTALLED   REFUSED_AGAIN      IDLE         the same, and that has been reported already
 * INSTALLED   TRIAL_ARMED        TRIAL_BOOT   the boot loader will start the new slot once
 * TRIAL_BOOT  HEALTH_PASSED      CONFIRMED    the new slot is now the one started always
 * TRIAL_BOOT  TRIAL_FAILED       ROLLED_BACK  the old slot runs again
 * CONFIRMED   RECEIPT_QUEUED     IDLE
 * ROLLED_BACK RECEIPT_QUEUED     IDLE
 * REFUSED     RECEIPT_QUEUED     IDLE
 * </pre>
 */
public enum Phase {
    IDLE,
    VERIFIED,
    DOWNLOADED,
    INSTALLED,
    TRIAL_BOOT,
    CONFIRMED,
    ROLLED_BACK,
    REFUSED;

    /** What may happen to an update. */
    public enum Event {
        RELEASE_VERIFIED,
        RELEASE_REFUSED,
        REFUSED_AGAIN,
        PAYLOADS_COMPLETE,
        PAYLOADS_DAMAGED,
        IMAGE_WRITTEN,
        IMAGE_DAMAGED,
        TRIAL_ARMED,
        HEALTH_PASSED,
        TRIAL_FAILED,
        RECEIPT_QUEUED
    }

    private static final Map<Phase, Map<Event, Phase>> TABLE = new EnumMap<>(Map.of(
            IDLE, Map.of(Event.RELEASE_VERIFIED, VERIFIED, Event.RELEASE_REFUSED, REFUSED),
            VERIFIED,
                    Map.of(
                            Event.PAYLOADS_COMPLETE, DOWNLOADED,
                            Event.RELEASE_REFUSED, REFUSED,
                            Event.REFUSED_AGAIN, IDLE),
            DOWNLOADED,
                    Map.of(
                            Event.PAYLOADS_DAMAGED, VERIFIED,
                            Event.IMAGE_WRITTEN, INSTALLED,
                            Event.RELEASE_REFUSED, REFUSED,
                            Event.REFUSED_AGAIN, IDLE),
            INSTALLED,
                    Map.of(
                            Event.IMAGE_DAMAGED, DOWNLOADED,
                            Event.RELEASE_REFUSED, REFUSED,
                            Event.REFUSED_AGAIN, IDLE,
                            Event.TRIAL_ARMED, TRIAL_BOOT),
            TRIAL_BOOT, Map.of(Event.HEALTH_PASSED, CONFIRMED, Event.TRIAL_FAILED, ROLLED_BACK),
            CONFIRMED, Map.of(Event.RECEIPT_QUEUED, IDLE),
            ROLLED_BACK, Map.of(Event.RECEIPT_QUEUED, IDLE),
            REFUSED, Map.of(Event.RECEIPT_QUEUED, IDLE)));

    /** Return the phase after an event, or throw {@link IllegalTransitionException}. */
    public Phase after(Event event) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(event))
                .orElseThrow(() -> new IllegalTransitionException(this, event));
    }

    /** Return whether the outcome is decided and only its receipt is owed. */
    public boolean decided() {
        return this == CONFIRMED || this == ROLLED_BACK || this == REFUSED;
    }
}
