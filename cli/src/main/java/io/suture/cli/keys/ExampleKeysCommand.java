package io.suture.cli.keys;

import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keys example}: the set of keys a demonstration needs; the server refuses them outside demo mode. */
@Command(
        name = "example",
        description = {
            "Make a complete set of example keys in DIR: authorities, server, people, root, policy.",
            "NOTHING made by this command is secret enough for a real device."
        })
public final class ExampleKeysCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "DIR", description = "Where; must not hold keys yet.")
    private Path directory = Path.of("keys-example");

    /** Creates the command. */
    public ExampleKeysCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ExampleKeys keys = new ExampleKeys(
                session.world().clock().instant(), session.world().random());
        int count = keys.write(directory);
        session.say(
                count + " files in " + directory,
                "WARNING: example keys. Whoever has this folder can sign anything; never use them for a real device.");
        session.result(JsonObject.builder()
                .put("directory", directory.toString())
                .put("files", count)
                .build());
        return 0;
    }
}
