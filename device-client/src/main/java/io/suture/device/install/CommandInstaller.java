package io.suture.device.install;

import io.suture.device.state.Payload;
import io.suture.device.state.Slot;
import io.suture.device.state.Storage;
import io.suture.trust.json.MalformedDocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Leaves slots and boot loader to a command: {@code CMD active|running} (prints {@code a} or {@code b}), {@code CMD install <slot>
 * <file>...}, {@code CMD verify <slot> <file>...}, {@code CMD arm <slot>}, {@code CMD boot}, {@code CMD confirm <slot>},
 * {@code CMD revert}; exit 0 is success. Each must bear repetition.
 */
public final class CommandInstaller implements Installer {

    private final String command;
    private final CommandRunner runner;
    private final Storage storage;

    public CommandInstaller(String command, CommandRunner runner, Storage storage) {
        this.command = command;
        this.runner = runner;
        this.storage = storage;
    }

    @Override
    public Slot active() {
        return slot("active");
    }

    @Override
    public Slot running() {
        return slot("running");
    }

    private Slot slot(String question) {
        try {
            return Slot.parse(require(question, List.of(), Map.of()).output());
        } catch (MalformedDocumentException e) {
            throw new InstallFailedException(question, "neither a nor b was printed");
        }
    }

    @Override
    public void install(Slot slot, Image image) {
        require("install", slotAndFiles(slot, image), environment(image));
        SlotRecord.of(image).write(storage, slot);
    }

    @Override
    public boolean holds(Slot slot, Image image) {
        return SlotRecord.read(storage, slot)
                        .filter(SlotRecord.of(image)::equals)
                        .isPresent()
                && run("verify", slotAndFiles(slot, image), environment(image)).succeeded();
    }

    @Override
    public void arm(Slot slot) {
        require("arm", List.of(slot.toString()), Map.of());
    }

    @Override
    public void boot() {
        require("boot", List.of(), Map.of());
    }

    @Override
    public void confirm(Slot slot) {
        require("confirm", List.of(slot.toString()), Map.of());
    }

    @Override
    public void revert() {
        require("revert", List.of(), Map.of());
    }

    private List<String> slotAndFiles(Slot slot, Image image) {
        List<String> arguments = new ArrayList<>(List.of(slot.toString()));
        for (Payload payload : image.payloads()) {
            arguments.add(storage.locate(payload.part()).toString());
        }
        return arguments;
    }

    private static Map<String, String> environment(Image image) {
        return Map.of(
                "SUTURE_RELEASE",
                image.release().toString(),
                "SUTURE_VERSION",
                image.release().version());
    }

    private CommandRunner.Result require(String verb, List<String> arguments, Map<String, String> environment) {
        CommandRunner.Result result = run(verb, arguments, environment);
        if (!result.succeeded()) {
            throw new InstallFailedException(verb, result.explain());
        }
        return result;
    }

    private CommandRunner.Result run(String verb, List<String> arguments, Map<String, String> environment) {
        List<String> all = new ArrayList<>(List.of(verb));
        all.addAll(arguments);
        return runner.run(command, all, environment);
    }
}
