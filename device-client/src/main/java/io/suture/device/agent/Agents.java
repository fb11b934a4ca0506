package io.suture.device.agent;

import io.suture.device.install.Hook;
import io.suture.device.install.Installer;
import io.suture.device.state.DeviceConfig;
import io.suture.device.state.ReceiptQueue;
import io.suture.device.state.Storage;
import io.suture.device.transport.Backoff;
import io.suture.device.transport.CarriedTransport;
import io.suture.device.transport.Downloader;
import io.suture.device.transport.Transport;
import io.suture.trust.pki.DeviceIdentity;
import java.nio.file.Path;
import java.util.Optional;

/** Puts an agent together. */
public final class Agents {

    private Agents() {}

    /** What an agent asks before it restarts the device, and after. */
    public record Hooks(Hook safeState, Hook health) {}

    /** Return the agent of a device. */
    public static UpdateAgent of(
            Storage storage,
            DeviceConfig config,
            Identity identity,
            Transport transport,
            Installer installer,
            Hooks hooks,
            Environment environment) {
        return of(storage, config, identity, transport, installer, hooks, environment, false);
    }

    /** Return the agent of a device that no server can be reached from: it reads a repository in a folder. */
    public static UpdateAgent carried(
            Storage storage,
            DeviceConfig config,
            Identity identity,
            Path folder,
            Installer installer,
            Hooks hooks,
            Environment environment) {
        Transport transport = new CarriedTransport(folder, config.manufacturer());
        return of(storage, config, identity, transport, installer, hooks, environment, true);
    }

    private static UpdateAgent of(
            Storage storage,
            DeviceConfig config,
            Identity identity,
            Transport transport,
            Installer installer,
            Hooks hooks,
            Environment environment,
            boolean carried) {
        Recording recording = new Recording(transport);
        DeviceServer server = new DeviceServer(recording, config.manufacturer());
        Reporter reporter = environment.reporter();
        Receipts receipts = new Receipts(
                config,
                identity.key(),
                new ReceiptQueue(storage),
                server,
                reporter,
                environment.clock(),
                environment.ids());
        DeviceIdentity device = new DeviceIdentity(config.manufacturer(), config.device());
        Director director = new Director(server, device, storage, environment.random(), reporter);
        Authorisations authorisations = new Authorisations(director, carried, storage, reporter);
        ReleaseVerifier releases = new ReleaseVerifier(config, server, Optional.of(storage), reporter);
        Downloader downloader = new Downloader(
                transport,
                storage,
                Backoff.DEFAULT,
                environment.sleeper(),
                environment.random(),
                new ReportedProgress(environment.progress(), reporter));
        return new UpdateAgent(
                storage,
                installer,
                director,
                new IdentityCheck(
                        device, identity.chain().getFirst(), identity.key().publicKey(), reporter),
                new AssignmentVerifier(
                        config.product(),
                        director,
                        releases,
                        new Repositories(server, recording, storage, environment.clock(), reporter, carried),
                        authorisations,
                        reporter),
                releases,
                authorisations,
                new UpdateMachine(
                        storage, installer, downloader, hooks.safeState(), hooks.health(), receipts, reporter),
                receipts,
                reporter);
    }
}
