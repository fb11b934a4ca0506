package io.suture.device.command;

import io.suture.device.agent.BootCheck;
import io.suture.device.agent.Reporter;
import io.suture.device.install.InstallFailedException;
import io.suture.device.state.DeviceConfig;
import io.suture.device.state.Slot;
import io.suture.device.state.StateDamagedException;
import io.suture.device.state.Storage;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rule 10 of the device: what a boot loader or init asks before it starts a slot. */
@Command(
        name = "check-boot",
        mixinStandardHelpOptions = true,
        description = {
            "Verify again, without network, time or log growth, what a slot holds. Reads only.",
            "Exit 0: it verifies; 1: it does not, start the other slot; 3: the image the device was delivered with."
        })
public final class CheckBootCommand implements Callable<Integer> {

    static final int NOTHING_TO_CHECK = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Option(
            names = "--slot",
            paramLabel = "a|b",
            converter = SlotName.class,
            description = "Which slot. Default: the active one.")
    private @Nullable Slot slot;

    static final class SlotName implements ITypeConverter<Slot> {
        @Override
        public Slot convert(String text) {
            return Slot.parse(text);
        }
    }

    @Override
    public Integer call() {
        Reporter reporter = state.reporter(DeviceCommand.out(spec));
        try {
            return switch (check(state.storage(), reporter)) {
                case VERIFIED -> 0;
                case REFUSED -> 1;
                case NOTHING_TO_CHECK -> NOTHING_TO_CHECK;
            };
        } catch (StateDamagedException e) {
            reporter.fail("state-damaged", String.valueOf(e.getMessage()));
        } catch (InstallFailedException e) {
            reporter.fail("install-failed", String.valueOf(e.getMessage()));
        }
        return 1;
    }

    private BootCheck.Verdict check(Storage storage, Reporter reporter) {
        DeviceConfig config = DeviceConfig.load(storage);
        Slot asked = Optional.ofNullable(slot)
                .orElseGet(() -> Devices.installer(storage, config.installer()).active());
        return new BootCheck(storage, config, reporter).check(asked);
    }
}
