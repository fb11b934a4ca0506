package io.suture.cli.repository;

import io.suture.cli.repository.RepositoryReading.Role;
import io.suture.cli.repository.RepositoryReading.Vouched;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code repository verify}: what a folder, a mirror or a USB stick, vouches for. */
@Command(
        name = "verify",
        description = {
            "Verify a repository in a folder with the client that devices run: all metadata, and every file that is there.",
            "Needs no server. Exit code 1 if it does not verify."
        })
public final class VerifyRepositoryCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "DIR", description = "The folder with metadata/ and targets/.")
    private Path folder = Path.of("");

    @Option(names = "--root", paramLabel = "FILE", required = true, description = "The root that is trusted.")
    private Path root = Path.of("");

    @Option(
            names = "--offline",
            description = "As a device that is offline: through offline-update, without timestamp and snapshot.")
    private boolean offline;

    /** Creates the command. */
    public VerifyRepositoryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        byte[] trusted = LocalFiles.read(root, LocalFiles.DOCUMENT);
        Vouched vouched = new RepositoryReading(
                        new RepositoryFolder(folder),
                        trusted,
                        offline,
                        session.world().clock().instant())
                .read();
        session.say(lines(vouched).toArray(String[]::new));
        session.result(result(vouched));
        return 0;
    }

    private static List<String> lines(Vouched vouched) {
        List<String> lines = new ArrayList<>();
        vouched.roles()
                .forEach(role -> lines.add(
                        String.format("%-24s version %-6d until %s", role.name(), role.version(), role.expires())));
        vouched.present().forEach(path -> lines.add("  " + path));
        vouched.missing().forEach(path -> lines.add("  " + path + " (listed, not here)"));
        Role first = vouched.first();
        lines.add("verified; valid until " + first.expires() + ", when " + first.name() + " expires");
        return lines;
    }

    private JsonObject result(Vouched vouched) {
        return JsonObject.builder()
                .put("through", offline ? "offline-update" : "timestamp")
                .put("validUntil", vouched.first().expires())
                .putAll("roles", vouched.roles().stream().map(Role::toJson).toList())
                .putStrings("present", vouched.present())
                .putStrings("missing", vouched.missing())
                .build();
    }
}
