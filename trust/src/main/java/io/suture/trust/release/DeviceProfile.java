package io.suture.trust.release;

/**
 * What a device is, as far as a release must fit it.
 *
 * @param product the product id
 * @param udiDi the device identifier part of the UDI
 * @param hardwareRevision the hardware revision
 * @param installedVersion the version that runs now
 * @param rollbackIndex the lowest release counter that the device still accepts
 */
public record DeviceProfile(
        String product, String udiDi, String hardwareRevision, String installedVersion, long rollbackIndex) {}
