package io.suture.cli.ceremony;

import io.suture.cli.ceremony.RecordStep.Attendance;
import io.suture.cli.session.Session;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code root init}: makes and signs the first offline metadata of a manufacturer; needs no network. */
@Command(
        name = "init",
        description = {
            "Make and sign the first root, targets and policy metadata from a plan; offline.",
            "Private keys in the plan sign now, public keys later (suture root sign)."
        },
        footer = {
            "",
            "The plan (JSON; paths start at its folder; a key is a PEM file, file.p12[#alias] or a pkcs11: address,",
            "alone or with its owner):",
            "  {\"manufacturer\": \"exm\", \"place\": \"...\", \"participants\": [\"...\"],",
            "   \"root\":    {\"expires\": \"2036-01-01T00:00:00Z\", \"threshold\": 2,",
            "               \"keys\": [\"root-1.pem\", {\"key\": \"root-2.pub.pem\", \"owner\": \"...\"}],",
            "               \"families\": {\"classical\": 1, \"post-quantum\": 1}},",
            "   \"targets\": {\"expires\": \"...\", \"threshold\": 2, \"keys\": [...]},",
            "   \"policy\":  {\"expires\": \"...\", \"threshold\": 1, \"keys\": [\"policy-1.pem\"]},",
            "   \"online\": \"signing-keys.json\",",
            "   \"products\": {\"GW2\": {\"threshold\": 2, \"keys\": [\"approver-1.pub.pem\"]}},",
            "   \"documents\": {\"policy/people.json\": \"people.json\",",
            "                 \"policy/release.json\": \"release-policy.json\"}}",
            "A product's threshold counts the server's key, which is always one of its keys.",
            "Without policy/release.json the standard policy is taken, without policy/log.json and",
            "policy/director.json the server's log key and director key.",
            "What comes later is a rotation (suture root rotate)."
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
        OnlineKeys online = OnlineKeys.read(read.online());
        Instant now = session.world().clock().instant();
        KeyRing ring = new KeyRing(session);
        CeremonyRecord none = new CeremonyRecord(read.manufacturer(), Map.of(), List.of());
        OfflineRoles roles = new RoleBook(ring, now).first(read, online);
        Ceremony ceremony = new Ceremony("init", none, ring, now);
        new CeremonyEnd(session, ceremony)
                .confirmAndWrite(
                        ceremony.first(roles, PolicyTargets.of(read, online)),
                        new Attendance(read.place(), read.participants()),
                        out,
                        yes);
        return 0;
    }
}
