package io.suture.server.fleet;

import java.util.Locale;

/** The life of a device's identity. A revoked device is enrolled again only with a new token and a new key. */
public enum DeviceState {
    /** Known, without a certificate. */
    REGISTERED,
    /** Holds the one certificate that is accepted. */
    ENROLLED,
    /** Its certificate is refused. */
    REVOKED;

    /** Return the name used in records and answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeviceState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
