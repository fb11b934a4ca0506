package io.suture.trust.release;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.List;
import java.util.Optional;

/**
 * The devices a release was validated for.
 *
 * @param udiDi the device identifiers, at least one
 * @param hardwareRevisions the hardware revisions, at least one
 * @param fromVersions the versions it updates; empty for any that the rollback index allows
 */
public record Compatibility(List<String> udiDi, List<String> hardwareRevisions, List<String> fromVersions) {

    /** Copies the lists and refuses a release for no device. */
    public Compatibility {
        udiDi = Manifest.distinct("udiDi", udiDi);
        hardwareRevisions = Manifest.distinct("hardwareRevisions", hardwareRevisions);
        fromVersions = Manifest.distinct("fromVersions", fromVersions);
        if (udiDi.isEmpty() || hardwareRevisions.isEmpty()) {
            throw new MalformedDocumentException("", "names no device identifier or no hardware revision");
        }
    }

    static Compatibility of(JsonObject json) {
        return new Compatibility(
                json.strings("udiDi"), json.strings("hardwareRevisions"), json.strings("fromVersions"));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .putStrings("udiDi", udiDi)
                .putStrings("hardwareRevisions", hardwareRevisions)
                .putStrings("fromVersions", fromVersions)
                .build();
    }

    Optional<Incompatibility> check(DeviceProfile device) {
        if (!udiDi.contains(device.udiDi())) {
            return Optional.of(new Incompatibility.WrongUdiDi(device.udiDi(), udiDi));
        }
        if (!hardwareRevisions.contains(device.hardwareRevision())) {
            return Optional.of(new Incompatibility.WrongHardwareRevision(device.hardwareRevision(), hardwareRevisions));
        }
        if (!fromVersions.isEmpty() && !fromVersions.contains(device.installedVersion())) {
            return Optional.of(new Incompatibility.VersionNotSupported(device.installedVersion(), fromVersions));
        }
        return Optional.empty();
    }
}
