package io.suture.server.fleet;

import io.suture.server.problem.CommonRefusal.InvalidField;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an administrator says about a device.
 *
 * @param id its id, also in its certificate
 * @param product its product
 * @param hardwareRevision its revision
 * @param serial its serial number
 * @param facility where it stands
 * @param installedVersion what it runs
 */
public record NewDevice(
        String id, String product, String hardwareRevision, String serial, String facility, String installedVersion) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern TEXT = Pattern.compile("[\\p{Graph}]{1,64}");

    /** Refuse what cannot stand in a certificate or a log. */
    public NewDevice {
        require("id", id, ID);
        require("product", product, ID);
        require("hardwareRevision", hardwareRevision, TEXT);
        require("serial", serial, TEXT);
        require("facility", facility, ID);
        require("installedVersion", installedVersion, TEXT);
    }

    private static void require(String field, String value, Pattern pattern) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw new InvalidField(field, "must match " + pattern.pattern()).refused();
        }
    }

    Device of(String manufacturer) {
        return new Device(
                manufacturer,
                id,
                product,
                hardwareRevision,
                serial,
                facility,
                installedVersion,
                DeviceState.REGISTERED,
                Optional.empty());
    }
}
