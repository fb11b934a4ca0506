package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code manufacturer signing-keys}: the online public keys, to carry to the offline ceremony. */
@Command(
        name = "signing-keys",
        description =
                "Fetch the manufacturer's online public keys, to carry to the offline ceremony (suture root init).")
public final class SigningKeysCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "Id; default: --manufacturer.")
    private String id = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Write to a file instead of the terminal.")
    private @Nullable Path out;

    /** Creates the command. */
    public SigningKeysCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String manufacturer = id.isEmpty() ? session.manufacturer() : id;
        JsonObject keys = Api.of(session).get(ApiPath.ofManufacturer(manufacturer, "signing-keys"));
        if (out == null) {
            session.document(keys);
        } else {
            LocalFiles.write(out, Json.pretty(keys).getBytes(StandardCharsets.UTF_8));
            session.say("online public keys of " + manufacturer + " in " + out);
            session.result(keys);
        }
        return 0;
    }
}
