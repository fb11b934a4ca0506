package io.suture.server.fleet;

import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.InstallationReceipt.Result;
import java.util.Optional;

/** What in a receipt cannot be true together with what is known (reliability case I11). */
enum Contradiction {
    /** The counter does not grow: an old receipt or a copied device state. */
    COUNTER_NOT_GROWN("counter-not-grown"),
    /** It confirms the installation of what already ran. */
    SAME_VERSION("same-version"),
    /** It comes from another version than the one confirmed last. */
    OTHER_INSTALLED_VERSION("other-installed-version");

    private final String code;

    Contradiction(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    static Optional<Contradiction> of(Device device, Optional<Long> lastCounter, InstallationReceipt receipt) {
        if (lastCounter.filter(last -> receipt.counter() <= last).isPresent()) {
            return Optional.of(COUNTER_NOT_GROWN);
        }
        if (receipt.result() == Result.CONFIRMED
                && receipt.fromVersion().equals(receipt.release().version())) {
            return Optional.of(SAME_VERSION);
        }
        return receipt.fromVersion().equals(device.installedVersion())
                ? Optional.empty()
                : Optional.of(OTHER_INSTALLED_VERSION);
    }

    /** Whether the device's installed version is still what the receipt says. */
    boolean countsAsInstalled() {
        return this == OTHER_INSTALLED_VERSION;
    }
}
