package io.suture.cli.ceremony;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code root publish}: brings what a ceremony made to the server, which verifies it again. */
@Command(name = "publish", description = "Upload the files of a ceremony; the server verifies them before it accepts.")
public final class RootPublishCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--in", required = true, paramLabel = "DIR", description = "The ceremony's files.")
    private Path in = Path.of("");

    @Option(
            names = "--accept-stranded",
            paramLabel = "RELEASE",
            split = ",",
            description =
                    "A release (PRODUCT/VERSION) that the new log policy may leave without places in the log; again for"
                            + " each that the server names.")
    private List<String> acceptStranded = new ArrayList<>();

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
        JsonObject.Builder body = JsonObject.builder()
                .put("metadata", Encoded.of(offline.metadata()))
                .put("targets", Encoded.of(offline.documents()));
        if (!acceptStranded.isEmpty()) {
            body.putStrings("acceptStranded", acceptStranded);
        }
        session.result(Api.of(session).put(path, body.build()));
        session.say("published " + String.join(", ", offline.metadata().keySet()));
        return 0;
    }
}
