package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.DemoException;
import io.suture.cli.demo.stage.DeviceUnit;
import io.suture.cli.demo.stage.Processes;
import io.suture.cli.demo.stage.Stage;
import java.util.Map;

/**
 * The same mirror with the same stolen keys, and nothing changed: the device installs. Without this a refusal would prove
 * nothing, since a device that refuses everything refuses every attack.
 */
final class HonestControl {

    private HonestControl() {}

    static void run(Arena arena) throws Exception {
        Stage stage = arena.stage();
        DeviceUnit device = arena.gateway("D-010");
        try (HostileMirror mirror = arena.mirror(device, Arena.CURRENT)) {
            mirror.lie(OnlineKeys.steal(arena).resign(arena.real(), Map.of()));
            Processes.Ended ended = device.poll(stage, mirror.url());
            require(ended.exitCode() == 0, "the device refuses what is in order");
        }
        boolean delivered =
                device.flushReceipts(stage).lines().stream().anyMatch(line -> line.matches("ok +receipt .* delivered"));
        require(delivered, "the receipt that the mirror held back is not delivered");
        require(device.status(stage).string("version").equals(Arena.CURRENT.version()), "the device does not run it");
        stage.narrator().ok("control", "nothing manipulated: the device installs " + Arena.CURRENT);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new DemoException("control run: " + otherwise);
        }
    }
}
