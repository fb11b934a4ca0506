package io.suture.device.command;

import io.suture.device.agent.Enrolment;
import io.suture.device.agent.RefusedException;
import io.suture.device.agent.Reporter;
import io.suture.device.state.DeviceConfig;
import io.suture.device.state.FileStorage;
import io.suture.device.transport.TransportException;
import io.suture.trust.pki.Certificates;
import io.suture.trust.pki.PkiException;
import io.suture.trust.pki.TlsContexts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives the device its identity. */
@Command(
        name = "enrol",
        mixinStandardHelpOptions = true,
        description = "Make a key, exchange the one-time token for a certificate, store what the device is.")
public final class EnrolCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Option(names = "--api", paramLabel = "URL", required = true, description = "The people's listener.")
    private URI api = URI.create("");

    @Option(names = "--ca", paramLabel = "FILE", required = true, description = "PEM of the server's authority.")
    private Path ca = Path.of("");

    @Option(
            names = "--root",
            paramLabel = "FILE",
            required = true,
            description = "The first root metadata, from a trusted hand.")
    private Path root = Path.of("");

    @Option(names = "--manufacturer", required = true, paramLabel = "ID")
    private String manufacturer = "";

    @Option(names = "--device", required = true, paramLabel = "ID")
    private String device = "";

    @Option(names = "--product", required = true, paramLabel = "ID")
    private String product = "";

    @Option(names = "--udi-di", required = true, paramLabel = "CODE")
    private String udiDi = "";

    @Option(names = "--hardware", required = true, paramLabel = "REVISION")
    private String hardware = "";

    @Option(names = "--installed", required = true, paramLabel = "VERSION")
    private String installed = "";

    @Option(names = "--rollback-index", required = true, paramLabel = "N")
    private long rollbackIndex;

    @Option(names = "--token-file", required = true, paramLabel = "FILE", description = "Holds the one-time token.")
    private Path tokenFile = Path.of("");

    @Option(names = "--safe-state", paramLabel = "CMD", description = "Exit 0 if the device may be restarted now.")
    private @Nullable String safeState;

    @Option(names = "--health-check", paramLabel = "CMD", description = "Exit 0 if the new version is healthy.")
    private @Nullable String healthCheck;

    @Option(names = "--installer", paramLabel = "CMD", description = "Handles slots and boot loader.")
    private @Nullable String installer;

    @Override
    public Integer call() throws Exception {
        Reporter reporter = state.reporter(DeviceCommand.out(spec));
        Files.createDirectories(state.directory());
        return state.alone(reporter, () -> enrol(reporter));
    }

    private boolean enrol(Reporter reporter) throws IOException {
        try {
            DeviceConfig config = enrol();
            reporter.ok("enrolled", config.manufacturer() + "/" + config.device() + " at " + config.deviceUrl());
            return true;
        } catch (RefusedException e) {
            reporter.fail(e.refusal().code(), e.refusal().explain());
        } catch (TransportException e) {
            reporter.fail(e.code(), String.valueOf(e.getMessage()));
        } catch (PkiException e) {
            reporter.fail(e.code(), String.valueOf(e.getMessage()));
        }
        return false;
    }

    private DeviceConfig enrol() throws IOException {
        FileStorage storage = state.storage();
        String authorities = Files.readString(ca);
        Enrolment enrolment = new Enrolment(
                storage,
                Devices.transport(api, TlsContexts.client(Certificates.parsePem(authorities), null)),
                new SecureRandom());
        Enrolment.Application application = new Enrolment.Application(
                config(),
                installed,
                rollbackIndex,
                authorities,
                Files.readAllBytes(root),
                Files.readString(tokenFile).strip());
        return enrolment.enrol(application, Devices.installer(storage, Optional.ofNullable(installer)));
    }

    private DeviceConfig config() {
        return new DeviceConfig(
                manufacturer,
                device,
                product,
                udiDi,
                hardware,
                api,
                Optional.ofNullable(safeState),
                Optional.ofNullable(healthCheck),
                Optional.ofNullable(installer));
    }
}
