package io.suture.device.command;

import io.suture.device.agent.DeviceStatus;
import io.suture.device.state.StateDamagedException;
import io.suture.trust.json.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what the device is and does; reads only. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Show what runs and what is under way.")
public final class StatusCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Override
    public Integer call() {
        PrintWriter out = DeviceCommand.out(spec);
        try {
            print(DeviceStatus.read(state.storage()), out);
            return 0;
        } catch (StateDamagedException e) {
            state.reporter(out).fail("state-damaged", String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private void print(DeviceStatus status, PrintWriter out) {
        if (state.json()) {
            out.println(new String(Json.compact(status.toJson()), StandardCharsets.UTF_8));
        } else {
            status.lines().forEach((name, value) -> out.println("%-16s %s".formatted(name, value)));
        }
        out.flush();
    }
}
