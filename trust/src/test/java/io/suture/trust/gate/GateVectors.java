package io.suture.trust.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonLimits;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The committed cases of the gate, {@code src/test/resources/gate/vectors.json}: documents, a pool of evidence, and cases
 * that take some of it. Tests of the server and of the device judge the same cases through this class.
 */
public final class GateVectors {

    static final Path FILE = Path.of("src", "test", "resources", "gate", "vectors.json");

    private static final String RESOURCE = "/gate/vectors.json";
    private static final JsonLimits LIMITS = new JsonLimits(16 * 1024 * 1024, 16);

    private final JsonObject json;

    private GateVectors(JsonObject json) {
        this.json = json;
    }

    /** One case: what is there, where the log has it, when, and what the gate says. */
    private record Case(
            String name,
            int policy,
            List<Integer> evidence,
            Map<Digest, Long> positions,
            Instant at,
            List<String> codes) {}

    private static GateVectors read() {
        try (InputStream in = GateVectors.class.getResourceAsStream(RESOURCE)) {
            return new GateVectors(Json.parseObject(Objects.requireNonNull(in).readAllBytes(), LIMITS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Case> cases() {
        return json.readEach("cases", GateVectors::of);
    }

    /**
     * Asserts that every case has the verdict that is committed with it.
     *
     * @param carried how the evidence comes to the gate
     */
    public static void assertJudgedAlike(UnaryOperator<List<Envelope>> carried) {
        GateVectors vectors = read();
        List<Case> cases = vectors.cases();
        assertThat(cases).hasSizeGreaterThan(300);
        int accepted = 0;
        for (Case one : cases) {
            Verdict verdict = vectors.evaluate(one, carried);
            assertThat(codes(verdict)).as(one.name()).isEqualTo(one.codes());
            accepted += verdict.accepted() ? 1 : 0;
        }
        assertThat(accepted).isBetween(20, cases.size() - 100);
    }

    private Verdict evaluate(Case one, UnaryOperator<List<Envelope>> carried) {
        List<Envelope> pool = json.readEach("evidence", Envelope::parse);
        return Gate.evaluate(
                ReleasePolicy.parse(
                        CanonicalJson.rfc8785(json.objects("policies").get(one.policy()))),
                People.parse(CanonicalJson.rfc8785(json.object("people"))),
                Manifest.parse(CanonicalJson.rfc8785(json.object("manifest"))),
                carried.apply(one.evidence().stream().map(pool::get).toList()),
                new EvidencePositions(one.positions()),
                one.at());
    }

    /** Return what a case expects: whether it is accepted, and the codes of all findings that are not satisfied rules. */
    static List<String> codes(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> !(finding instanceof Satisfied))
                .map(finding -> finding.rule() + " " + finding.code())
                .sorted()
                .toList();
    }

    private static Case of(JsonObject json) {
        Map<Digest, Long> positions = new HashMap<>();
        JsonObject places = json.object("positions");
        places.keys().forEach(digest -> positions.put(Digest.parse(digest), places.integer(digest)));
        return new Case(
                json.string("name"),
                (int) json.integer("policy"),
                json.strings("evidence").stream().map(Integer::valueOf).toList(),
                positions,
                json.instant("at"),
                json.strings("codes"));
    }
}
