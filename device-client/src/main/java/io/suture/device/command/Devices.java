package io.suture.device.command;

import io.suture.device.agent.Agents;
import io.suture.device.agent.Environment;
import io.suture.device.agent.Identity;
import io.suture.device.agent.Reporter;
import io.suture.device.agent.UpdateAgent;
import io.suture.device.install.CommandInstaller;
import io.suture.device.install.CommandRunner;
import io.suture.device.install.Hook;
import io.suture.device.install.Installer;
import io.suture.device.install.ProcessRunner;
import io.suture.device.install.SlotInstaller;
import io.suture.device.state.DeviceConfig;
import io.suture.device.state.Storage;
import io.suture.device.transport.HttpTransport;
import io.suture.device.transport.Sleeper;
import io.suture.device.transport.Transport;
import io.suture.device.transport.TransportLimits;
import io.suture.trust.pki.TlsContexts;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** Connects an agent with the real network, clock, commands and randomness. */
final class Devices {

    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(15);

    private Devices() {}

    static UpdateAgent open(Storage storage, Optional<URI> server, Reporter reporter) {
        DeviceConfig config = DeviceConfig.load(storage);
        Identity identity = Identity.load(storage);
        Environment environment = environment(reporter);
        return Agents.of(
                storage,
                config,
                identity,
                transport(
                        server.orElse(config.deviceUrl()),
                        identity.tls(environment.clock().instant())),
                installer(storage, config.installer()),
                hooks(config),
                environment);
    }

    /** Connect an agent with a repository in a folder instead of the network. */
    static UpdateAgent carried(Storage storage, Path folder, Reporter reporter) {
        DeviceConfig config = DeviceConfig.load(storage);
        return Agents.carried(
                storage,
                config,
                Identity.load(storage),
                folder,
                installer(storage, config.installer()),
                hooks(config),
                environment(reporter));
    }

    private static Agents.Hooks hooks(DeviceConfig config) {
        CommandRunner runner = new ProcessRunner(COMMAND_LIMIT);
        return new Agents.Hooks(Hook.of(config.safeState(), runner), Hook.of(config.healthCheck(), runner));
    }

    private static Environment environment(Reporter reporter) {
        return new Environment(
                Clock.systemUTC(),
                new SecureRandom(),
                UUID::randomUUID,
                Sleeper.real(),
                ProgressBar.ifTerminal(),
                reporter);
    }

    static Transport transport(URI base, SSLContext tls) {
        return new HttpTransport(base, tls, TlsContexts.clientParameters(), TransportLimits.DEFAULT, System::nanoTime);
    }

    static Installer installer(Storage storage, Optional<String> command) {
        return command.<Installer>map(line -> new CommandInstaller(line, new ProcessRunner(COMMAND_LIMIT), storage))
                .orElseGet(() -> new SlotInstaller(storage));
    }
}
