package io.suture.cli.ceremony;

import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code root init}: makes and signs the offline metadata of a plan; needs no network. */
@Command(
        name = "init",
        description = {
            "Make and sign root, targets and policy metadata from a plan; offline.",
            "Keys given as private key files sign now, keys given as public key files sign later (suture root sign)."
        },
        footer = {
            "",
            "The plan (JSON; paths start at its folder):",
            "  {\"manufacturer\": \"exm\", \"place\": \"...\", \"participants\": [\"...\"],",
            "   \"root\":    {\"expires\": \"2036-01-01T00:00:00Z\", \"threshold\": 2,",
            "               \"keys\": [\"root-1.pem\", \"root-2.pem\", \"root-3.pub.pem\"]},",
            "   \"targets\": {\"expires\": \"...\", \"threshold\": 2, \"keys\": [...]},",
            "   \"policy\":  {\"expires\": \"...\", \"threshold\": 1, \"keys\": [\"policy-1.pem\"]},",
            "   \"online\": \"signing-keys.json\",",
            "   \"documents\": {\"policy/people.json\": \"people.json\",",
            "                 \"policy/release.json\": \"release-policy.json\"}}",
            "A later ceremony gives each role a higher \"version\"; \"root\": {\"existing\": \"1.root.json\"} keeps the",
            "root; a new root names \"previous\" and \"alsoSign\" (private keys of the root before).",
            "Without policy/release.json the standard policy is taken, without policy/log.json and",
            "policy/director.json the server's log key and director key."
        })
public final class RootInitCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--ceremony", required = true, paramLabel = "FILE", description = "The plan.")
    private Path plan = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the files go.")
    private Path out = Path.of("");

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public RootInitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CeremonyPlan read = CeremonyPlan.read(plan);
        Instant now = session.world().clock().instant();
        OfflineMetadata made = new Ceremony(read, OnlineKeys.read(read.online()), new KeyRing(session)).perform(now);
        RootRotation.verify(read, made);
        session.say("This is signed for manufacturer " + read.manufacturer() + ":");
        Summary.of(made).forEach(session::say);
        session.confirm("Write these files?", yes || session.world().terminal().isEmpty());
        made.write(out);
        String record = CeremonyRecord.of(read, made, now);
        LocalFiles.write(out.resolve(CeremonyRecord.FILE), record.getBytes(StandardCharsets.UTF_8));
        tell(made);
        return 0;
    }

    private void tell(OfflineMetadata made) {
        boolean complete = made.states().stream().allMatch(OfflineMetadata.RoleState::complete);
        session.say(
                "written to " + out + ", record in " + out.resolve(CeremonyRecord.FILE),
                complete
                        ? "next: suture root publish --in " + out
                        : "signatures are missing: suture root sign --in " + out + " --signing-key FILE");
        session.result(JsonObject.builder()
                .put("directory", out.toString())
                .putStrings("files", made.metadata().keySet())
                .put("complete", complete)
                .build());
    }
}
