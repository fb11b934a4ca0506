package io.suture.cli.demo;

import io.suture.cli.demo.stage.DemoException;
import io.suture.cli.demo.stage.DeviceUnit;
import io.suture.cli.demo.stage.Processes;
import io.suture.cli.demo.stage.ProgressBar;
import io.suture.cli.demo.stage.Stage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets a device update itself over a network that fails once in the middle of the payload. */
final class Deliver {

    /** Below this a payload is over before a cut in its middle would be one. */
    private static final long SMALLEST_TO_CUT = 1024 * 1024;

    private static final Duration REDRAW = Duration.ofMillis(100);

    private final Stage stage;
    private final long payloadLength;
    private final AtomicLong cutAt = new AtomicLong();

    Deliver(Stage stage, long payloadLength) {
        this.stage = stage;
        this.payloadLength = payloadLength;
    }

    void to(DeviceUnit device) throws IOException, InterruptedException {
        long cutAfter = payloadLength < SMALLEST_TO_CUT ? CuttingProxy.NEVER : payloadLength / 2;
        URI server = stage.deviceUrl();
        var target = new InetSocketAddress(server.getHost(), server.getPort());
        try (CuttingProxy network = CuttingProxy.start(target, cutAfter, this::cut);
                ScheduledExecutorService painter = Executors.newSingleThreadScheduledExecutor()) {
            var drawing = painter.scheduleAtFixedRate(
                    () -> stage.narrator().progress("download", network.relayed(), payloadLength),
                    0,
                    REDRAW.toMillis(),
                    TimeUnit.MILLISECONDS);
            Processes.Ended ended = device.poll(stage, URI.create("https://localhost:" + network.port()));
            drawing.cancel(true);
            judge(device, ended, network);
        }
    }

    private void cut(long relayed) {
        cutAt.set(relayed);
        stage.narrator()
                .note("!!   the network cuts the connection after " + ProgressBar.size(relayed) + " of about "
                        + ProgressBar.size(payloadLength));
    }

    private void judge(DeviceUnit device, Processes.Ended ended, CuttingProxy network) {
        if (ended.exitCode() != 0) {
            throw new DemoException("device " + device.id() + " did not install the release");
        }
        if (network.hasCut() && ended.lines().stream().noneMatch(line -> line.startsWith("ok   resume"))) {
            throw new DemoException("the connection was cut, but device " + device.id() + " did not resume");
        }
        if (network.hasCut()) {
            stage.narrator()
                    .ok(
                            "resumed",
                            "after the cut %s of %s went over the network"
                                    .formatted(
                                            ProgressBar.size(network.relayed() - cutAt.get()),
                                            ProgressBar.size(payloadLength)));
        } else if (payloadLength < SMALLEST_TO_CUT) {
            stage.narrator().note("the payload is too small for a cut in its middle; use one of 1 MiB or more");
        }
    }
}
