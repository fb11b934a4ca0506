package io.suture.cli.ceremony;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code root publish}: brings what a ceremony made to the server, which verifies it again. */
@Command(name = "publish", description = "Upload the files of a ceremony; the server verifies them before it accepts.")
public final class RootPublishCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--in", required = true, paramLabel = "DIR", description = "The ceremony's files.")
    private Path in = Path.of("");

    /** Creates the command. */
    public RootPublishCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        OfflineMetadata offline = OfflineMetadata.read(in);
        offline.states().forEach(FileState::requireComplete);
        offline.requireDocuments();
        ApiPath path = ApiPath.ofManufacturer(session.manufacturer(), "repository", "offline");
        JsonObject body = JsonObject.builder()
                .put("metadata", Encoded.of(offline.metadata()))
                .put("targets", Encoded.of(offline.documents()))
                .build();
        session.result(Api.of(session).put(path, body));
        session.say("published " + String.join(", ", offline.metadata().keySet()));
        return 0;
    }
}
