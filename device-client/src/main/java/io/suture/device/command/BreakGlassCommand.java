package io.suture.device.command;

import io.suture.device.agent.Reporter;
import io.suture.device.agent.UpdateAgent;
import io.suture.trust.breakglass.Authorisation;
import io.suture.trust.breakglass.BreakGlassLimits;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.MalformedDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rule 13 of the device: to run this at the device is the local action that an authorisation needs beside two signatures. */
@Command(
        name = "break-glass",
        mixinStandardHelpOptions = true,
        description = {
            "Install what two break-glass people signed for this device, once, without the checks that they name.",
            "Exit 0: installed; 1: refused. The receipt names the authorisation."
        })
public final class BreakGlassCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Option(names = "--authorisation", paramLabel = "FILE", required = true, description = "The signed authorisation.")
    private Path authorisation = Path.of("");

    @Option(names = "--from", paramLabel = "DIR", description = "A carried repository; without it the server is asked.")
    private @Nullable Path from;

    @Option(names = "--device-url", paramLabel = "URL", description = "Instead of the server stored at enrolment.")
    private @Nullable URI deviceUrl;

    @Override
    public Integer call() throws Exception {
        Reporter reporter = state.reporter(DeviceCommand.out(spec));
        try {
            Envelope envelope = Envelope.parse(bytes());
            Authorisation.releaseClaimedBy(envelope);
            return state.alone(
                    reporter, () -> agent(reporter).breakGlass(envelope).good());
        } catch (MalformedDocumentException e) {
            reporter.fail("malformed-document", "authorisation: " + e.getMessage());
            return 1;
        }
    }

    private byte[] bytes() throws IOException {
        try (InputStream file = Files.newInputStream(authorisation)) {
            byte[] bytes = file.readNBytes(BreakGlassLimits.ENVELOPE_BYTES + 1);
            if (bytes.length > BreakGlassLimits.ENVELOPE_BYTES) {
                throw new MalformedDocumentException("", "larger than " + BreakGlassLimits.ENVELOPE_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private UpdateAgent agent(Reporter reporter) {
        return from == null
                ? Devices.open(state.storage(), Optional.ofNullable(deviceUrl), reporter)
                : Devices.carried(state.storage(), from, reporter);
    }
}
