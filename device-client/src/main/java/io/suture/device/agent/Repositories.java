package io.suture.device.agent;

import io.suture.device.state.Storage;
import io.suture.device.transport.HttpMetadataSource;
import io.suture.device.transport.Transport;
import io.suture.trust.tuf.MetadataSource;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.time.Clock;
import java.time.Instant;

/**
 * Where a device reads the manufacturer's repository, and by which rule.
 *
 * @param carried whether the repository was carried here: offline-update stands for timestamp and snapshot (ADR 0017)
 */
record Repositories(
        DeviceServer server, Transport transport, Storage storage, Clock clock, Reporter reporter, boolean carried) {

    /** Bring the device's metadata up to date. */
    FreshRepository refresh() {
        Instant now = clock.instant();
        InitialRoot.repair(storage, reporter);
        MetadataSource source = new HttpMetadataSource(transport, server.metadata(), server.targets());
        Updater updater = carried
                ? Updater.offline(TufLimits.DEFAULT, now, InitialRoot.store(storage), source)
                : new Updater(TufLimits.DEFAULT, now, InitialRoot.store(storage), source);
        updater.refresh();
        reporter.ok("metadata", (carried ? "carried, read at " : "fresh at ") + now);
        return new FreshRepository(updater, server.targets(), now);
    }
}
