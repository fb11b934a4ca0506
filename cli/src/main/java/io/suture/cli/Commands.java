package io.suture.cli;

import io.suture.cli.keys.ExampleKeysCommand;
import io.suture.cli.keys.GenerateKeyCommand;
import io.suture.cli.keys.ShowKeyCommand;
import io.suture.cli.session.Session;
import java.util.List;
import picocli.CommandLine;

/** The tree of all commands. */
final class Commands {

    private Commands() {}

    static void addTo(CommandLine root, Session session) {
        group(
                root,
                "keys",
                "Make and show keys.",
                new GenerateKeyCommand(session),
                new ShowKeyCommand(session),
                new ExampleKeysCommand(session));
    }

    private static void group(CommandLine root, String name, String description, Object... commands) {
        CommandLine group = new CommandLine(new Group());
        group.getCommandSpec().usageMessage().description(description);
        root.addSubcommand(name, group);
        List.of(commands).forEach(group::addSubcommand);
    }
}
