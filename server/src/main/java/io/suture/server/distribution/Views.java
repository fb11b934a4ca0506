package io.suture.server.distribution;

import io.suture.server.fleet.Device;
import io.suture.trust.digest.Digest;
import io.suture.trust.pki.DeviceIdentity;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The current views of all manufacturers; what every request and every running download looks at. */
final class Views {

    private final Map<String, RepositoryView> repositories = new ConcurrentHashMap<>();
    private final Map<String, FleetView> fleets = new ConcurrentHashMap<>();

    Optional<RepositoryView> repository(String manufacturer) {
        return Optional.ofNullable(repositories.get(manufacturer));
    }

    FleetView fleet(String manufacturer) {
        return fleets.getOrDefault(manufacturer, FleetView.empty());
    }

    /** Returns the device when this certificate may speak for it now. */
    Optional<Device> accepted(DeviceIdentity identity, Digest certificate) {
        return fleet(identity.manufacturer()).device(identity.device()).filter(device -> device.accepts(certificate));
    }

    void replace(String manufacturer, RepositoryView view) {
        repositories.put(manufacturer, view);
    }

    void replace(String manufacturer, UnaryOperator<FleetView> change) {
        fleets.compute(manufacturer, (key, fleet) -> change.apply(fleet == null ? FleetView.empty() : fleet));
    }
}
