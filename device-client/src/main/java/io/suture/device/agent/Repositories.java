package io.suture.device.agent;

import io.suture.device.state.DeviceState;
import io.suture.device.state.Storage;
import io.suture.device.transport.HttpMetadataSource;
import io.suture.trust.tuf.MetadataSource;
import io.suture.trust.tuf.TufLimits;
import io.suture.trust.tuf.Updater;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Where a device reads the manufacturer's repository, and by which rule.
 *
 * @param carried whether the repository was carried here: offline-update stands for timestamp and snapshot (ADR 0017)
 */
record Repositories(
        DeviceServer server, Recording transport, Storage storage, Clock clock, Reporter reporter, boolean carried) {

    /** Bring the device's metadata up to date. */
    FreshRepository refresh() {
        Instant now = clock.instant();
        transport.clear();
        InitialRoot.repair(storage, reporter);
        MetadataSource source = new HttpMetadataSource(transport, server.metadata(), server.targets());
        Updater updater = carried
                ? Updater.offline(TufLimits.DEFAULT, now, InitialRoot.store(storage), source)
                : new Updater(TufLimits.DEFAULT, now, InitialRoot.store(storage), source);
        updater.refresh();
        reporter.ok("metadata", (carried ? "carried, read at " : "fresh at ") + now);
        return new FreshRepository(updater, server.targets(), now);
    }

    /** Keep what the verification of a release read, so that it can be repeated at each boot. */
    void keep(FreshRepository repository, Choice choice, DeviceState before) {
        Map<String, byte[]> files = transport.answers();
        files.putAll(repository.metadata(server.metadata()));
        InitialRoot.store(storage)
                .roots()
                .headMap(repository.rootVersion() + 1)
                .forEach((version, root) -> files.put(server.metadata() + version + ".root.json", root));
        BootBundle bundle = new BootBundle(
                repository.now(),
                carried,
                choice.release(),
                before.version(),
                before.rollbackIndex(),
                choice.breakGlass().map(Choice.BreakGlass::envelope),
                files);
        storage.write(BootBundle.NEXT, bundle.toJson());
    }
}
