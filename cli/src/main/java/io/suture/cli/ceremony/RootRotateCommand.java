package io.suture.cli.ceremony;

import io.suture.cli.ceremony.RecordStep.Attendance;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.Session;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code root rotate}: makes the next versions of the offline metadata from the present ones and a plan of changes. */
@Command(
        name = "rotate",
        description = {
            "Make the next root, targets or policy metadata from those in DIR and a plan of changes; offline.",
            "A new root needs the threshold of its own keys and of the keys of the root before."
        },
        footer = {
            "",
            "The plan names only what changes (JSON; paths start at its folder):",
            "  {\"place\": \"...\", \"participants\": [\"...\"],",
            "   \"root\":    {\"expires\": \"2037-01-01T00:00:00Z\", \"threshold\": 2,",
            "               \"add\": [{\"key\": \"root-4.pub.pem\", \"owner\": \"...\"}],",
            "               \"remove\": [\"root-3.pub.pem\", \"<key id>\"], \"families\": {\"classical\": 2}},",
            "   \"targets\": {\"expires\": \"...\"}, \"policy\": {\"expires\": \"...\"},",
            "   \"sign\": [\"root-1.pem\", \"pkcs11:...\"],",
            "   \"online\": \"signing-keys.json\", \"products\": {...},",
            "   \"documents\": {\"policy/people.json\": \"people.json\"}}",
            "A role that is named, or whose content changes because of another, gets the next version; the others stay.",
            "Keys in \"sign\" and private keys in \"add\" sign now, the others later (suture root sign)."
        })
public final class RootRotateCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--in", required = true, paramLabel = "DIR", description = "The present files; the next go there.")
    private Path folder = Path.of("");

    @Option(names = "--changes", required = true, paramLabel = "FILE", description = "The plan of changes.")
    private Path plan = Path.of("");

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public RootRotateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        OfflineMetadata present = OfflineMetadata.read(folder);
        present.states().forEach(FileState::requireComplete);
        present.requireDocuments();
        RotationPlan read = RotationPlan.read(plan);
        Instant now = session.world().clock().instant();
        KeyRing ring = new KeyRing(session);
        ring.publicKeys(read.sign());
        Optional<OnlineKeys> online = read.online().map(OnlineKeys::read);
        OfflineRoles wanted = new RoleBook(ring, now).next(OfflineRoles.of(present), read, online);
        Ceremony ceremony = new Ceremony("rotate", CeremonyRecord.read(folder), ring, now);
        Ceremony.Outcome outcome = ceremony.next(present, wanted, read, documents(present, read, online));
        requireSomething(outcome);
        new CeremonyEnd(session, ceremony)
                .confirmAndWrite(outcome, new Attendance(read.place(), read.participants()), folder, yes);
        return 0;
    }

    /** A new key of the director comes into the policy, unless the plan says itself who directs. */
    private static Map<String, byte[]> documents(
            OfflineMetadata present, RotationPlan plan, Optional<OnlineKeys> online) {
        Map<String, byte[]> documents = new TreeMap<>(present.documents());
        plan.documents().forEach((target, file) -> documents.put(target, PolicyTargets.canonical(target, file)));
        online.filter(keys -> !plan.documents().containsKey(PolicyTargets.DIRECTOR))
                .ifPresent(keys -> documents.compute(
                        PolicyTargets.DIRECTOR, (target, before) -> PolicyTargets.director(before, keys)));
        return documents;
    }

    private void requireSomething(Ceremony.Outcome outcome) {
        if (outcome.made().isEmpty()) {
            throw CommandFailure.usage(plan + " changes nothing");
        }
    }
}
