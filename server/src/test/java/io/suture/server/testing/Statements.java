package io.suture.server.testing;

import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.MalwareScan;
import io.suture.trust.attest.Meaning;
import io.suture.trust.attest.ProtocolRef;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.attest.SignatureBlock;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationProtocol.Group;
import io.suture.trust.attest.ValidationProtocol.TestCase;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.attest.ValidationRun.Result;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.People;
import io.suture.trust.gate.Person;
import io.suture.trust.gate.PersonKey;
import io.suture.trust.json.JsonArray;
import io.suture.trust.release.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the people of a release claim, signed with their example keys. */
public record Statements(Manifest manifest, Instant now) {

    private static final ProtocolRef PROTOCOL = new ProtocolRef("VP-1", "A");
    private static final Map<String, String> ROLES = Map.of(
            "re.one", "release-engineer",
            "vv.one", "validator",
            "psirt.one", "validator",
            "qa.one", "quality-approver");

    /** Return the registry that the policy role would sign. */
    public static People people() {
        return new People(
                1,
                ROLES.entrySet().stream()
                        .map(entry -> person(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static Person person(String id, String role) {
        PersonKey key =
                new PersonKey(ExampleFolder.person(id).publicKey(), Instant.EPOCH, Optional.empty(), Optional.empty());
        return new Person(id, "Person " + id, Set.of(role), List.of(key));
    }

    /** Return everything but the approval. */
    public List<HumanPredicate> withoutApproval() {
        return List.of(authorship("log4j-core 2.17.1"), protocol(), run(), scan(), risk(), regulatory());
    }

    public Authorship authorship(String change) {
        return new Authorship(signature("re.one"), change);
    }

    private ValidationProtocol protocol() {
        Instant approved = now.minus(Duration.ofDays(3));
        List<TestCase> cases = List.of(
                new TestCase("TC-1", Group.FIX_WORKS, "no lookup", "none"),
                new TestCase("TC-2", Group.NOTHING_ELSE_BROKE, "alarms", "in time"));
        return new ValidationProtocol(
                new SignatureBlock("vv.one", "Person vv.one", approved),
                PROTOCOL,
                approved,
                List.of("vv.one"),
                cases,
                "independent");
    }

    private ValidationRun run() {
        return new ValidationRun(
                signature("vv.one"),
                "VR-1",
                PROTOCOL,
                now.minus(Duration.ofDays(2)),
                now.minus(Duration.ofDays(1)),
                payload(),
                List.of(new Result("TC-1", true), new Result("TC-2", true)),
                JsonArray.of(List.of()),
                true,
                "rig 7");
    }

    private MalwareScan scan() {
        return new MalwareScan(
                signature("psirt.one"), "clamav", "27000", now.minus(Duration.ofHours(2)), List.of(payload()), true);
    }

    private RiskAssessment risk() {
        return new RiskAssessment(
                signature("psirt.one"), "RA-1", manifest.fixes(), "low", "critical", true, "patched", true);
    }

    private RegulatoryDecision regulatory() {
        return new RegulatoryDecision(signature("psirt.one"), "RD-1", "none", "none", "security only", "psirt.one");
    }

    /** Return the approval of somebody who saw this evidence. */
    public QualityApproval approval(String person, List<Digest> seen) {
        return new QualityApproval(
                signature(person),
                "quality-approver",
                Meaning.APPROVAL,
                "closes a vulnerability",
                new QualityApproval.Authentication("signature-key", now),
                manifest.digest(),
                seen);
    }

    private SignatureBlock signature(String person) {
        return new SignatureBlock(person, "Person " + person, now.minusSeconds(60));
    }

    private Digest payload() {
        return manifest.payloads().getFirst().digest();
    }

    /** Return a claim in an envelope signed by its author. */
    public Envelope envelope(HumanPredicate claim) {
        return envelope(claim, claim.signature().signedBy());
    }

    /** Return a claim in an envelope signed by anybody. */
    public Envelope envelope(HumanPredicate claim, String signer) {
        return Envelope.sign(
                Statement.PAYLOAD_TYPE, Statement.about(manifest, claim).toJson(), ExampleFolder.person(signer));
    }
}
