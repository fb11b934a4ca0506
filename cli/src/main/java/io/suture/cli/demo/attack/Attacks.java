package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.Narrator;
import java.util.List;

/** All attacks, each with the words that tell what the attacker has and does. */
public final class Attacks {

    /** Runs all of them in one session. */
    static final String ALL = "all";

    static final List<Named> LIST = List.of(
            new Named(
                    "payload-byte-flipped",
                    "write access to the server's blob store",
                    "flips one bit of the payload: before it is signed, and after it was published",
                    new PayloadByteFlipped()),
            new Named(
                    "evidence-removed",
                    "the distribution server, its TLS key, and all online signing keys",
                    "serves the release without its malware scan, all metadata signed anew",
                    new EvidenceRemoved()),
            new Named(
                    "approval-replayed",
                    "a session of the approver, the distribution server and all online signing keys",
                    "uses the approval of one release for another, which nobody approved",
                    new ApprovalReplayed()),
            new Named(
                    "approver-is-author",
                    "a person with the roles of author and approver",
                    "writes a release and approves it",
                    new ApproverIsAuthor()),
            new Named(
                    "protocol-after-run",
                    "a validator under time pressure",
                    "approves the validation protocol after the run it should have ruled",
                    new ProtocolAfterRun()),
            new Named(
                    "not-in-log",
                    "the distribution server, its TLS key and the director key",
                    "serves a release without its log entry, then with the entry of another release",
                    new NotInLog()),
            new Named(
                    "rollback",
                    "the distribution server, its TLS key and the director key",
                    "assigns the older release 3.1.0, once validated, to a device that runs 3.1.1",
                    new Rollback()),
            new Named(
                    "frozen-metadata",
                    "the distribution server and its TLS key",
                    "serves an old timestamp for ever, so that the device misses what is newer",
                    new FrozenMetadata()),
            new Named(
                    "other-device-certificate",
                    "the key and certificate of one device",
                    "reports an installation in another device's name, then puts them into that device",
                    new OtherDeviceCertificate()),
            new Named(
                    "wrong-model",
                    "the distribution server, its TLS key and the director key",
                    "assigns the gateway's release to an infusion pump",
                    new WrongModel()),
            new Named(
                    "assignment-forged",
                    "the distribution server and its TLS key",
                    "assigns with a key of his own, with an answer for his device, with an answer of yesterday",
                    new AssignmentForged()),
            new Named(
                    "director-stolen",
                    "the distribution server, its TLS key, and the keys of director, snapshot and timestamp",
                    "assigns a release of his own: plainly, under a good release's name, and listed with the keys he has",
                    new DirectorStolen()));

    private Attacks() {}

    /** An attack and its story. */
    record Named(String name, String has, String does, Attack attack) {

        /** Runs it and returns whether every program refused, each for the right reason. */
        boolean run(Arena arena) throws Exception {
            Narrator narrator = arena.stage().narrator();
            narrator.note("attacker has  " + has);
            narrator.note("and           " + does);
            boolean right = true;
            for (Refusal refusal : attack.attempt(arena)) {
                tell(narrator, refusal);
                right &= refusal.isRight();
            }
            return right;
        }

        private static void tell(Narrator narrator, Refusal refusal) {
            if (refusal.isRight()) {
                narrator.ok(refusal.by(), refusal.text());
            } else {
                narrator.failed(refusal.by(), refusal.text());
            }
        }
    }

    /** The attacks of that name, or all; empty if there is none. */
    static List<Named> named(String name) {
        return LIST.stream()
                .filter(attack -> name.equals(ALL) || name.equals(attack.name()))
                .toList();
    }
}
