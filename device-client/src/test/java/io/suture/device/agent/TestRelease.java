package io.suture.device.agent;

import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.MalwareScan;
import io.suture.trust.attest.Meaning;
import io.suture.trust.attest.Predicate;
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
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonArray;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Compatibility;
import io.suture.trust.release.InstallRules;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A release with all the evidence the standard policy asks for. */
record TestRelease(
        ReleaseId id,
        long rollbackIndex,
        byte[] payload,
        Compatibility compatibility,
        boolean withScan,
        boolean logged) {

    static final String UDI_DI = "09521234000044";
    static final byte[] SBOM = "{\"bomFormat\":\"CycloneDX\"}".getBytes(StandardCharsets.UTF_8);
    static final Instant SIGNED = Simulator.START.minus(Duration.ofDays(2));

    static TestRelease of(String id, long rollbackIndex) {
        byte[] payload = new byte[200_000];
        new Random(rollbackIndex).nextBytes(payload);
        Compatibility compatibility = new Compatibility(List.of(UDI_DI), List.of("VM"), List.of());
        return new TestRelease(ReleaseId.parse(id), rollbackIndex, payload, compatibility, true, true);
    }

    TestRelease withoutScan() {
        return new TestRelease(id, rollbackIndex, payload, compatibility, false, logged);
    }

    TestRelease notLogged() {
        return new TestRelease(id, rollbackIndex, payload, compatibility, withScan, false);
    }

    TestRelease fitting(String udiDi, String hardware, String... from) {
        Compatibility other = new Compatibility(List.of(udiDi), List.of(hardware), List.of(from));
        return new TestRelease(id, rollbackIndex, payload, other, withScan, logged);
    }

    TestRelease ofBytes(int length) {
        byte[] other = new byte[length];
        new Random(length).nextBytes(other);
        return new TestRelease(id, rollbackIndex, other, compatibility, withScan, logged);
    }

    String payloadName() {
        return id.product().toLowerCase(Locale.ROOT) + "-" + id.version() + ".bin";
    }

    Manifest manifest() {
        return new Manifest(
                id,
                rollbackIndex,
                ReleaseKind.OUT_OF_CYCLE,
                List.of("CVE-2021-44228"),
                compatibility,
                new InstallRules(InstallRules.TWO_SLOTS, true, 6),
                List.of(new Artifact(payloadName(), payload.length, Digest.of(payload))),
                new Artifact("sbom.cdx.json", SBOM.length, Digest.of(SBOM)));
    }

    byte[] evidence() {
        Digest build = Digest.of(payload);
        ProtocolRef protocol = new ProtocolRef("VP-1", "1");
        List<Envelope> envelopes = new ArrayList<>();
        envelopes.add(signed(TestKeys.AUTHOR, new Authorship(by("sec.one"), "closes it")));
        envelopes.add(signed(
                TestKeys.TESTER,
                new ValidationProtocol(
                        by("val.one"),
                        protocol,
                        SIGNED.minus(Duration.ofDays(1)),
                        List.of("val.one"),
                        List.of(
                                new TestCase("T1", Group.FIX_WORKS, "attack", "refused"),
                                new TestCase("T2", Group.NOTHING_ELSE_BROKE, "use", "works")),
                        "another team")));
        envelopes.add(signed(
                TestKeys.TESTER,
                new ValidationRun(
                        by("val.one"),
                        "R-1",
                        protocol,
                        SIGNED.minus(Duration.ofHours(5)),
                        SIGNED.minus(Duration.ofHours(1)),
                        build,
                        List.of(new ValidationRun.Result("T1", true), new ValidationRun.Result("T2", true)),
                        new JsonArray(List.of()),
                        true,
                        "rig 1")));
        if (withScan) {
            envelopes.add(signed(
                    TestKeys.TESTER, new MalwareScan(by("val.one"), "clamav", "1", SIGNED, List.of(build), true)));
        }
        envelopes.add(signed(
                TestKeys.TESTER,
                new RiskAssessment(
                        by("val.one"), "RA-1", List.of("CVE-2021-44228"), "high", "serious", true, "patched", true)));
        envelopes.add(signed(
                TestKeys.TESTER,
                new RegulatoryDecision(by("val.one"), "RD-1", "not-required", "no", "no change of use", "val.one")));
        List<Digest> seen = envelopes.stream().map(Envelope::payloadDigest).toList();
        envelopes.add(signed(
                TestKeys.APPROVER,
                new QualityApproval(
                        by("qa.one"),
                        "quality-approver",
                        Meaning.APPROVAL,
                        "complete",
                        new QualityApproval.Authentication("signature-key", SIGNED),
                        manifest().digest(),
                        seen)));
        StringBuilder lines = new StringBuilder();
        envelopes.forEach(envelope -> lines.append(new String(envelope.toJson(), StandardCharsets.UTF_8))
                .append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Envelope signed(SoftwareSigner signer, Predicate predicate) {
        return Envelope.sign(
                Statement.PAYLOAD_TYPE, Statement.about(manifest(), predicate).toJson(), signer);
    }

    private static SignatureBlock by(String person) {
        return new SignatureBlock(person, Simulator.printedName(person), SIGNED);
    }
}
