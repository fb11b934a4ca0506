package io.suture.cli.attest;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.Session;
import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.People;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.key.PublicKey;
import io.suture.trust.release.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an approver sees of the evidence; every statement is opened here. */
final class EvidenceView {

    private final Manifest manifest;
    private final Optional<People> people;

    EvidenceView(Manifest manifest, Optional<People> people) {
        this.manifest = manifest;
        this.people = people;
    }

    void show(Session session, List<Envelope> envelopes) {
        session.say("evidence");
        envelopes.forEach(envelope -> session.say(line(envelope)));
        if (people.isEmpty()) {
            session.say("  (signatures are checked here only with --policy DIR; server and device check them always)");
        }
    }

    private String line(Envelope envelope) {
        Statement statement = Statement.parse(envelope.payload());
        requireAbout(statement, envelope);
        return String.format(
                "  %-20s %s  %s%s",
                PredicateTypes.shortName(statement.predicateType()),
                envelope.payloadDigest(),
                author(statement),
                conclusion(statement.predicate()) + signature(envelope, statement));
    }

    private void requireAbout(Statement statement, Envelope envelope) {
        Digest digest = manifest.digest();
        if (!statement.isAbout(digest)) {
            throw CommandFailure.refused(
                    "subject-mismatch", "evidence " + envelope.payloadDigest() + " is not about this manifest");
        }
    }

    private static String author(Statement statement) {
        return Predicate.of(statement) instanceof HumanPredicate human
                ? human.signature().printedName() + " (" + human.signature().signedBy() + ") at "
                        + human.signature().signedAt()
                : "unknown kind";
    }

    private static String conclusion(JsonObject predicate) {
        return Stream.of("conclusion", "result", "outcome", "residual")
                .filter(member -> predicate.members().get(member) instanceof JsonString)
                .map(member -> "  " + member + ": " + predicate.string(member))
                .reduce("", String::concat);
    }

    /** A signature that fails here is a reason to stop, not a remark. */
    private String signature(Envelope envelope, Statement statement) {
        if (people.isEmpty()) {
            return "";
        }
        String person = statement.predicate().findString("signedBy").orElse("");
        List<PublicKey> keys = people.get().byId(person).stream()
                .flatMap(known -> known.keys().stream())
                .map(key -> key.publicKey())
                .toList();
        if (envelope.verifiedBy(keys).isEmpty()) {
            throw CommandFailure.refused(
                    "signature-invalid", "evidence " + envelope.payloadDigest() + " is not signed by " + person);
        }
        return "  signature verified";
    }
}
