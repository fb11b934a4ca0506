package io.suture.cli.registry;

import io.suture.cli.api.Api;
import io.suture.cli.api.ApiPath;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.gate.People;
import io.suture.trust.gate.Person;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code person export}: the registry as {@code people.json}, for the offline ceremony to check and sign. */
@Command(
        name = "export",
        description = {
            "Write people.json as the server's registry has it, for the offline ceremony.",
            "Who holds the policy keys checks every line of it before signing: the server's word is not enough."
        })
public final class ExportPeopleCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to.")
    private Path out = Path.of("");

    @Option(
            names = "--version",
            paramLabel = "N",
            description =
                    "Version of the document, larger than that in force. Default: the registry's count of changes.")
    private @Nullable Integer version;

    /** Creates the command. */
    public ExportPeopleCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        People people = read(Api.of(session).bytes(ApiPath.ofManufacturer(session.manufacturer(), "people")));
        People numbered = version == null ? people : new People(version, people.people());
        LocalFiles.write(out, numbered.toJson());
        numbered.people().forEach(person -> session.say(line(person)));
        session.say("people.json version " + numbered.version() + " in " + out);
        session.result(JsonObject.builder()
                .put("out", out.toString())
                .put("version", numbered.version())
                .put("people", numbered.people().size())
                .build());
        return 0;
    }

    private static People read(byte[] document) {
        try {
            return People.parse(document);
        } catch (MalformedDocumentException e) {
            throw CommandFailure.refused("malformed-document", "the server's people.json: " + e.getMessage());
        }
    }

    private static String line(Person person) {
        return String.format(
                "  %-16s %-28s %s  %d keys",
                person.id(),
                person.printedName(),
                String.join(" ", person.roles()),
                person.keys().size());
    }
}
