package io.suture.cli.audit;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit erase}: destroys the key of somebody's private sections. */
@Command(
        name = "erase",
        description = "Erase the private log sections of a person or device for ever; entries and proofs stay.")
public final class EraseCommand implements Callable<Integer> {

    private final Session session;

    @ArgGroup(multiplicity = "1")
    private Whose whose = new Whose();

    @Option(
            names = "--legal-basis",
            required = true,
            paramLabel = "TEXT",
            description = "The provision that demands it.")
    private String legalBasis = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "What happened.")
    private String reason = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public EraseCommand(Session session) {
        this.session = session;
    }

    /** Whose sections. */
    static final class Whose {

        @Option(names = "--person", paramLabel = "ID", description = "Of this person.")
        private @Nullable String person;

        @Option(names = "--device", paramLabel = "ID", description = "Of this device.")
        private @Nullable String device;

        String kind() {
            return person == null ? "device" : "person";
        }

        String id() {
            return person != null ? person : String.valueOf(device);
        }
    }

    @Override
    public Integer call() {
        session.confirm(
                "Destroy the key of all private log sections of " + whose.kind() + " " + whose.id() + " for ever?",
                yes);
        JsonObject answer = Api.of(session)
                .post(
                        ApiPath.ofManufacturer(session.manufacturer(), "audit", "erasures"),
                        JsonObject.builder()
                                .put("kind", whose.kind())
                                .put("id", whose.id())
                                .put("legalBasis", legalBasis)
                                .put("reason", reason)
                                .build());
        session.say("Erased; logged as event " + answer.string("event"));
        session.result(answer);
        return 0;
    }
}
