package io.suture.server.fleet;

import io.suture.server.fleet.Assignment.AwaitingFacilityApproval;
import io.suture.server.fleet.Assignment.HardwareNotUpdatable;
import io.suture.server.fleet.Assignment.Install;
import io.suture.server.fleet.Assignment.NoRelease;
import io.suture.server.fleet.Assignment.NotCompatible;
import io.suture.server.fleet.Assignment.Nothing;
import io.suture.server.fleet.Assignment.UpToDate;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.release.DeviceProfile;
import io.suture.trust.release.Incompatibility;
import io.suture.trust.release.Manifest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides what a device is offered; the director signs it. The device checks everything again: a wrong decision can
 * withhold a release, never install one that is not valid, compatible and logged.
 */
public final class Assignments {

    private static final Comparator<Offer> NEWEST_FIRST = Comparator.comparingLong(
                    (Offer offer) -> offer.manifest().rollbackIndex())
            .thenComparing(Offer::publishedAt)
            .reversed();

    private Assignments() {}

    /** Return the newest release that is offered, newer, compatible and approved by the device's facility. */
    public static Assignment decide(Device device, HardwareModel model, List<Offer> releases) {
        Optional<String> notUpdatable = model.notUpdatable(device.hardwareRevision());
        if (notUpdatable.isPresent()) {
            return new Nothing(new HardwareNotUpdatable(device.hardwareRevision(), notUpdatable.get()));
        }
        Optional<Offer> installed = ofProduct(device, releases)
                .filter(offer -> offer.manifest().id().version().equals(device.installedVersion()))
                .findFirst();
        List<Offer> offered = ofProduct(device, releases)
                .filter(Offer::offered)
                .sorted(NEWEST_FIRST)
                .toList();
        return offered.isEmpty()
                ? new Nothing(new NoRelease(device.product()))
                : amongOffered(device, model, installed, offered);
    }

    private static Assignment amongOffered(
            Device device, HardwareModel model, Optional<Offer> installed, List<Offer> offered) {
        List<Offer> newer = offered.stream()
                .filter(offer -> isNewer(device, installed, offer))
                .toList();
        if (newer.isEmpty()) {
            return new Nothing(new UpToDate(device.installedVersion()));
        }
        DeviceProfile profile = profile(device, model, installed);
        List<Offer> fitting = newer.stream()
                .filter(offer -> offer.manifest().check(profile).isEmpty())
                .toList();
        if (fitting.isEmpty()) {
            return new Nothing(incompatible(newer.getFirst().manifest(), profile));
        }
        return fitting.stream()
                .filter(offer -> offer.facilities().contains(device.facility()))
                .findFirst()
                .<Assignment>map(offer -> new Install(AssignedRelease.of(offer.manifest())))
                .orElseGet(() -> new Nothing(new AwaitingFacilityApproval(
                        fitting.getFirst().manifest().id(), device.facility())));
    }

    /** Firmware that was never a release here, such as the factory's, is older than any release. */
    private static boolean isNewer(Device device, Optional<Offer> installed, Offer offer) {
        return !offer.manifest().id().version().equals(device.installedVersion())
                && installed
                        .map(current -> NEWEST_FIRST.compare(offer, current) < 0)
                        .orElse(true);
    }

    private static NotCompatible incompatible(Manifest manifest, DeviceProfile profile) {
        String code = manifest.check(profile).map(Incompatibility::code).orElse("");
        return new NotCompatible(manifest.id(), code);
    }

    private static DeviceProfile profile(Device device, HardwareModel model, Optional<Offer> installed) {
        return new DeviceProfile(
                device.product(),
                model.udiDi(),
                device.hardwareRevision(),
                device.installedVersion(),
                installed.map(offer -> offer.manifest().rollbackIndex()).orElse(0L));
    }

    private static Stream<Offer> ofProduct(Device device, List<Offer> releases) {
        return releases.stream().filter(offer -> offer.manifest().id().product().equals(device.product()));
    }
}
