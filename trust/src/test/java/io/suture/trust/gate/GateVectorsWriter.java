package io.suture.trust.gate;

import static io.suture.trust.gate.SampleRelease.signature;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.Meaning;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.RegulatoryDecision;
import io.suture.trust.attest.RiskAssessment;
import io.suture.trust.attest.StandardPredicate;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.Subject;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.attest.Waiver;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.dsse.TestAuthenticator;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Makes the committed cases of the gate: {@code -Dtest=GateVectorsTest -Dsuture.write-vectors=true}. */
final class GateVectorsWriter {

    private static final long SEED = 20_261_122L;
    private static final int GENERATED = 300;
    private static final int BASE = 7;

    private final Random random = new Random(SEED);
    private final TestAuthenticator authenticator = TestAuthenticator.generate();
    private final SampleRelease release = SampleRelease.complete();
    private final People people = people();
    private final List<ReleasePolicy> policies = List.of(ReleasePolicy.standard(), strict());
    private final List<Envelope> pool = new ArrayList<>();
    private final List<JsonObject> cases = new ArrayList<>();

    static void write() {
        GateVectorsWriter writer = new GateVectorsWriter();
        writer.fill();
        writer.cases();
        try {
            Files.createDirectories(GateVectors.FILE.getParent());
            Files.write(GateVectors.FILE, Json.compact(writer.json()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonObject json() {
        return JsonObject.builder()
                .put("seed", SEED)
                .putAll(
                        "policies",
                        policies.stream()
                                .map(policy -> Json.parseObject(policy.toJson()))
                                .toList())
                .put("people", Json.parseObject(people.toJson()))
                .put("manifest", Json.parseObject(release.manifest().toJson()))
                .putAll("evidence", pool.stream().map(Envelope::toJsonObject).toList())
                .putAll("cases", cases)
                .build();
    }

    /** The sample's people; qa.two signs with a passkey, sec.one's key is revoked at place 50. */
    private People people() {
        PersonKey passkey = new PersonKey(
                authenticator.publicKey(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(TestAuthenticator.PASSKEY));
        PersonKey revoked = new PersonKey(
                SampleRelease.signer("sec.one").publicKey(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.of(SampleRelease.NOW),
                Optional.of(50L),
                Optional.empty());
        People all = SampleRelease.with(release.people(), SampleRelease.person("qa.two", passkey));
        all = SampleRelease.with(all, SampleRelease.person("sec.one", revoked));
        Person untrained = all.byId("vv.two").orElseThrow();
        return new People(
                7,
                all.people().stream()
                        .map(person -> person.equals(untrained) ? person : trained(person))
                        .toList());
    }

    private static Person trained(Person person) {
        return new Person(
                person.id(),
                person.printedName(),
                person.roles(),
                Optional.of(Instant.parse("2023-01-01T00:00:00Z")),
                person.keys());
    }

    private static ReleasePolicy strict() {
        ReleaseRule standard = ReleasePolicy.standard().rules().getFirst();
        List<Requirement> required = new ArrayList<>(standard.required());
        required.add(new Requirement(StandardPredicate.RELEASE, List.of("release-engineer"), 1));
        return new ReleasePolicy(
                3,
                List.of(new ReleaseRule(
                        "strict",
                        List.of("GW2"),
                        List.of(),
                        List.of(),
                        required,
                        List.of(
                                new DutyPair(Duty.AUTHOR, Duty.TESTER),
                                new DutyPair(Duty.AUTHOR, Duty.APPROVER),
                                new DutyPair(Duty.TESTER, Duty.APPROVER),
                                new DutyPair(Duty.APPROVER, Duty.SIGNER)),
                        30,
                        false,
                        true,
                        List.of(new ExceptionRule("malware-scan", List.of("quality-approver"), 1, 30)))));
    }

    private void fill() {
        release.without(SampleRelease.APPROVAL);
        pool.addAll(release.envelopes());
        add(release.scan("2022-01-10T18:30:00Z", List.of(SampleRelease.PAYLOAD), false));
        add(release.scan("2022-01-10T18:45:00Z", List.of(SampleRelease.PAYLOAD), true));
        add(new RiskAssessment(
                signature("psirt.one", "2022-01-10T20:00:00Z"),
                "RA-3",
                List.of("CVE-2021-44228"),
                "high",
                "critical",
                false,
                "found more",
                false));
        add(SampleRelease.run(
                "vv.two",
                "VR-3",
                List.of("2022-01-10T18:00:00Z", "2022-01-10T20:00:00Z"),
                SampleRelease.PAYLOAD,
                List.of(new ValidationRun.Result("TC-01", false)),
                false));
        add(release.acceptedRun("vv.two", "VR-4"));
        add(release.authorship("qa.one"));
        add(new RegulatoryDecision(
                signature("psirt.one", "2022-01-10T21:00:00Z"),
                "RD-8",
                "none",
                "a correction",
                Optional.of(true),
                "why",
                "psirt.one"));
        add(new Waiver(
                signature("qa.one", "2022-01-10T22:00:00Z"),
                "malware-scan",
                "read by hand",
                Instant.parse("2022-01-20T00:00:00Z")));
        add(order());
        pool.add(SampleRelease.sign(
                new Statement(List.of(subject()), "https://example.com/unknown/v1", JsonObject.EMPTY).toJson(),
                "re.one"));
        pool.add(SampleRelease.sign(
                Statement.about(Digest.of(new byte[] {9}), release.authorship("re.one"))
                        .toJson(),
                "re.one"));
        Envelope damaged = pool.get(4);
        pool.add(new Envelope(
                damaged.payloadType(), damaged.payload(), List.of(new Envelope.Signature("", new byte[] {1, 2, 3}))));
        int evidence = pool.size();
        approve("qa.one", upTo(BASE), Meaning.APPROVAL);
        approve("qa.one", upTo(evidence), Meaning.APPROVAL);
        approve("qa.two", upTo(BASE), Meaning.APPROVAL);
        approve("vv.one", upTo(BASE), Meaning.APPROVAL);
        approve("qa.one", upTo(BASE), Meaning.REVIEW);
        for (int i = 0; i < 6; i++) {
            approve("qa.one", some(evidence), Meaning.APPROVAL);
        }
    }

    private void cases() {
        int approved = approval(0);
        add("everything is there", 0, plus(upTo(BASE), approved), Map.of(4, 10L));
        add("approved with a passkey", 0, plus(upTo(BASE), approval(2)), Map.of(4, 10L));
        add("the key was revoked before the log had the scan", 0, plus(upTo(BASE), approved), Map.of(4, 50L));
        add("the log does not say when it had the scan", 0, plus(upTo(BASE), approved), Map.of());
        add("approved by the tester", 0, plus(upTo(BASE), approval(3)), Map.of(4, 10L));
        add("only reviewed", 0, plus(upTo(BASE), approval(4)), Map.of(4, 10L));
        add("no order to sign", 1, plus(upTo(BASE), approved), Map.of(4, 10L));
        add("ordered to sign", 1, plus(plus(upTo(BASE), BASE + 8), approved), Map.of(4, 10L));
        add("all at once", 0, upTo(pool.size()), Map.of(4, 10L));
        add("nothing", 0, Set.of(), Map.of());
        for (int i = 0; i < GENERATED; i++) {
            Set<Integer> chosen = random.nextInt(3) == 0 ? some(pool.size()) : nearlyComplete();
            Map<Integer, Long> places = random.nextInt(4) == 0 ? Map.of() : Map.of(4, (long) random.nextInt(60));
            add("generated " + i, random.nextInt(2), chosen, places);
        }
    }

    /** The base, the order, an approval; now and then one is missing or another is there. */
    private Set<Integer> nearlyComplete() {
        Set<Integer> chosen = plus(plus(upTo(BASE), BASE + 8), approval(random.nextInt(3)));
        if (random.nextInt(3) == 0) {
            chosen.remove(random.nextInt(BASE));
        }
        if (random.nextInt(3) == 0) {
            chosen.add(random.nextInt(pool.size()));
        }
        return chosen;
    }

    private int approval(int which) {
        return pool.size() - 11 + which;
    }

    private void add(String name, int policy, Set<Integer> evidence, Map<Integer, Long> places) {
        JsonObject.Builder positions = JsonObject.builder();
        places.forEach(
                (index, place) -> positions.put(pool.get(index).payloadDigest().toString(), place));
        JsonObject.Builder json = JsonObject.builder();
        json.put("name", name)
                .put("policy", policy)
                .putStrings("evidence", evidence.stream().map(String::valueOf).toList())
                .put("positions", positions.build())
                .put("at", SampleRelease.NOW);
        Verdict verdict = Gate.evaluate(
                policies.get(policy),
                people,
                release.manifest(),
                evidence.stream().map(pool::get).toList(),
                new EvidencePositions(positions(places)),
                SampleRelease.NOW);
        cases.add(json.putStrings("codes", GateVectors.codes(verdict)).build());
    }

    private Map<Digest, Long> positions(Map<Integer, Long> places) {
        Map<Digest, Long> positions = new HashMap<>();
        places.forEach((index, place) -> positions.put(pool.get(index).payloadDigest(), place));
        return positions;
    }

    private Subject subject() {
        return new Subject("manifest.json", release.manifest().digest());
    }

    private static StandardPredicate order() {
        JsonObject json = JsonObject.builder()
                .put("signedBy", "re.one")
                .put("printedName", SampleRelease.printedName("re.one"))
                .put("signedAt", "2022-01-11T10:00:00Z")
                .put("purl", "pkg:generic/GW2@3.1.1")
                .build();
        return new StandardPredicate(StandardPredicate.RELEASE, signature("re.one", "2022-01-11T10:00:00Z"), json);
    }

    private void add(HumanPredicate claim) {
        pool.add(SampleRelease.sign(
                Statement.about(release.manifest(), claim).toJson(),
                claim.signature().signedBy()));
    }

    private void approve(String person, Set<Integer> seen, Meaning meaning) {
        QualityApproval approval = new QualityApproval(
                signature(person, "2022-01-11T09:00:00Z"),
                "quality-approver",
                meaning,
                "closes CVE-2021-44228",
                new QualityApproval.Authentication("signature-key", Instant.parse("2022-01-11T09:00:00Z")),
                release.manifest().digest(),
                seen.stream()
                        .map(index -> pool.get(index).payloadDigest())
                        .distinct()
                        .toList());
        byte[] statement = Statement.about(release.manifest(), approval).toJson();
        pool.add(
                person.equals("qa.two")
                        ? authenticator.sign(Statement.PAYLOAD_TYPE, statement)
                        : SampleRelease.sign(statement, person));
    }

    private static Set<Integer> upTo(int end) {
        Set<Integer> all = new TreeSet<>();
        for (int i = 0; i < end; i++) {
            all.add(i);
        }
        return all;
    }

    private static Set<Integer> plus(Set<Integer> set, int more) {
        Set<Integer> both = new TreeSet<>(set);
        both.add(more);
        return both;
    }

    private Set<Integer> some(int end) {
        Set<Integer> chosen = upTo(end);
        chosen.removeIf(index -> random.nextInt(3) == 0);
        return chosen;
    }
}
