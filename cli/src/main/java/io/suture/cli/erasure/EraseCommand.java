package io.suture.cli.erasure;

import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit erase}: asks for the end of somebody's private sections; another person confirms it. */
@Command(
        name = "erase",
        description = {
            "Ask for the private log sections of a person or device to be erased for ever; entries and proofs stay.",
            "Nothing is erased before another person confirms it: audit erasure confirm."
        })
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
                "Ask for the key of all private log sections of " + whose.kind() + " " + whose.id()
                        + " to be destroyed for ever?",
                yes);
        RemoteErasures erasures = new RemoteErasures(session);
        JsonObject asked = erasures.api()
                .post(
                        erasures.path(),
                        JsonObject.builder()
                                .put("kind", whose.kind())
                                .put("id", whose.id())
                                .put("legalBasis", legalBasis)
                                .put("reason", reason)
                                .build());
        session.say(
                "Nothing is erased before another person confirms it, until " + asked.string("expiresAt") + ":",
                "  suture audit erasure confirm " + asked.string("id"));
        session.result(asked);
        return 0;
    }
}
