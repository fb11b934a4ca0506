package io.suture.device.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.Gate;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.gate.Satisfied;
import io.suture.trust.gate.Verdict;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonLimits;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The device judges the cases that are shared with trust and the server as they are committed. */
class GateVectorsTest {

    private static final Path FILE = Path.of("..", "trust", "src", "test", "resources", "gate", "vectors.json");

    @Test
    void whenTheSameBytesAreJudgedThenTheVerdictIsTheCommittedOne() throws IOException {
        JsonObject vectors = Json.parseObject(Files.readAllBytes(FILE), new JsonLimits(16 * 1024 * 1024, 16));
        assertThat(vectors.objects("cases")).hasSizeGreaterThan(300).allSatisfy(one -> {
            Verdict verdict = Gate.evaluate(
                    ReleasePolicy.parse(canonical(vectors.objects("policies").get((int) one.integer("policy")))),
                    People.parse(canonical(vectors.object("people"))),
                    Manifest.parse(canonical(vectors.object("manifest"))),
                    evidence(vectors, one.strings("evidence")),
                    positions(one.object("positions")),
                    one.instant("at"));
            assertThat(codes(verdict)).as(one.string("name")).isEqualTo(one.strings("codes"));
        });
    }

    /** The evidence as the file that the device reads. */
    private static List<Envelope> evidence(JsonObject vectors, List<String> chosen) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (String index : chosen) {
            file.writeBytes(Json.compact(vectors.objects("evidence").get(Integer.parseInt(index))));
            file.write(10);
        }
        return EvidenceLines.parse(file.toByteArray());
    }

    private static List<String> codes(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> !(finding instanceof Satisfied))
                .map(finding -> finding.rule() + " " + finding.code())
                .sorted()
                .toList();
    }

    private static EvidencePositions positions(JsonObject places) {
        Map<Digest, Long> indexes = new HashMap<>();
        places.keys().forEach(digest -> indexes.put(Digest.parse(digest), places.integer(digest)));
        return new EvidencePositions(indexes);
    }

    private static byte[] canonical(JsonObject json) {
        return CanonicalJson.rfc8785(json);
    }
}
