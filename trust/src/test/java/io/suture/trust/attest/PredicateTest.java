package io.suture.trust.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.SampleRelease;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonNull;
import io.suture.trust.json.JsonNumber;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PredicateTest {

    private static final Digest MANIFEST = Digest.of(new byte[] {1});

    private static final Set<String> OPTIONAL = Set.of("correctionRequired");

    @Test
    void whenStatementIsWrittenThenItReadsBackAsTheSamePredicate() {
        for (Statement statement : statements()) {
            Predicate predicate = Predicate.of(statement);
            assertThat(predicate).isNotInstanceOf(UnknownPredicate.class);
            assertThat(predicate.type()).isEqualTo(statement.predicateType());
            Statement again = Statement.about(statement.subjects().getFirst().digest(), predicate);
            assertThat(Statement.parse(again.toJson())).isEqualTo(Statement.parse(statement.toJson()));
        }
    }

    @Test
    void whenAnyMemberIsMissingOrOfAnotherTypeThenRefused() {
        for (Statement statement : statements()) {
            for (String member : Set.copyOf(statement.predicate().keys())) {
                JsonObject.Builder rest = JsonObject.builder();
                statement.predicate().members().forEach((name, value) -> {
                    if (!name.equals(member)) {
                        rest.put(name, value);
                    }
                });
                if (!OPTIONAL.contains(member)) {
                    refused(statement, rest.build());
                }
                refused(statement, with(statement, member, new JsonNull()));
                refused(statement, with(statement, member, JsonNumber.of(-1)), member);
            }
        }
    }

    @Test
    void whenAWordIsNotOneOfTheAllowedThenRefused() {
        for (Statement statement : statements()) {
            for (String word : List.of("meaning", "conclusion", "result", "outcome", "residual")) {
                if (statement.predicate().has(word)) {
                    refused(statement, with(statement, word, new JsonString("perhaps")));
                }
            }
        }
    }

    @Test
    void whenRunEndsBeforeItBeginsThenRefused() {
        Statement run = statements().stream()
                .filter(statement -> statement.predicateType().equals(ValidationRun.TYPE))
                .findFirst()
                .orElseThrow();
        refused(run, with(run, "finishedAt", new JsonString("2022-01-01T00:00:00Z")));
    }

    @Test
    void whenPredicateTypeIsUnknownThenItIsKept() {
        JsonObject json = JsonObject.builder().put("anything", 1).build();
        Statement statement = new Statement(List.of(new Subject("x", MANIFEST)), "https://example.com/v1", json);
        assertThat(Predicate.of(statement)).isEqualTo(new UnknownPredicate("https://example.com/v1", json));
    }

    @Test
    void whenStatementIsOfAnotherTypeOrHasNoSubjectThenRefused() {
        String text = new String(statements().getFirst().toJson(), StandardCharsets.UTF_8);
        malformed(text.replace("Statement/v1", "Statement/v0.1"));
        malformed(text.replaceFirst("\"subject\":\\[[^]]*]", "\"subject\":[]"));
        malformed(text.replace("sha256", "sha512"));
        malformed(text + " {}");
    }

    @Test
    void whenStatementHasUnknownMembersThenTheyAreIgnored() {
        Statement statement = statements().getFirst();
        JsonObject more =
                Json.parseObject(statement.toJson()).toBuilder().put("more", 1).build();
        assertThat(Statement.parse(Json.compact(more))).isEqualTo(Statement.parse(statement.toJson()));
    }

    @Test
    void whenEvidenceFileIsWrittenThenItReadsBackInOrder() {
        List<Envelope> envelopes = SampleRelease.complete().envelopes();
        byte[] file = EvidenceFile.format(envelopes);
        assertThat(EvidenceFile.parse(file)).isEqualTo(envelopes);
        assertThat(EvidenceFile.parse(new byte[0])).isEmpty();
        byte[] spoiled = (new String(file, StandardCharsets.UTF_8) + "{}\n").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> EvidenceFile.parse(spoiled))
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessageStartingWith("[" + envelopes.size() + "]");
    }

    @Test
    void whenReceiptHasAnAttemptOrReasonThatIsNoCodeThenRefused() {
        Statement receipt = receipt();
        for (String member : List.of("attempt", "reason", "slot", "result", "product")) {
            refused(receipt, with(receipt, member, new JsonString("No Code!")));
        }
    }

    private static List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        for (Envelope envelope : SampleRelease.complete().envelopes()) {
            statements.add(Statement.parse(envelope.payload()));
        }
        statements.add(receipt());
        return statements;
    }

    private static Statement receipt() {
        return Statement.about(
                MANIFEST,
                new InstallationReceipt(
                        "D-001",
                        "exm",
                        new ReleaseId("GW2", "3.1.1"),
                        "3.1.0",
                        "01939a3e-7b1c-7def-8abc-0123456789ab",
                        InstallationReceipt.Result.ROLLED_BACK,
                        "health-check-failed",
                        "b",
                        12,
                        14,
                        5,
                        Instant.parse("2022-01-16T02:14:00Z")));
    }

    private static JsonObject with(Statement statement, String member, io.suture.trust.json.JsonValue value) {
        return statement.predicate().toBuilder().set(member, value).build();
    }

    /** A number in place of a number may be fine. */
    private static void refused(Statement statement, JsonObject predicate, String member) {
        if (!(statement.predicate().get(member) instanceof JsonNumber)) {
            refused(statement, predicate);
        }
    }

    private static void refused(Statement statement, JsonObject predicate) {
        Statement changed = new Statement(statement.subjects(), statement.predicateType(), predicate);
        assertThatThrownBy(() -> Predicate.of(changed))
                .as("%s %s", statement.predicateType(), predicate)
                .isInstanceOf(MalformedDocumentException.class);
    }

    private static void malformed(String text) {
        assertThatThrownBy(() -> Statement.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedDocumentException.class);
    }
}
