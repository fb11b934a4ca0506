package io.suture.server.portal;

import io.suture.trust.attest.Statement;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement on the page (21 CFR 11.50: printed name, time, meaning), as its author wrote it. Whether it counts, the
 * verdict says.
 */
record EvidenceRow(
        String kind,
        String printedName,
        String signedBy,
        String signedAt,
        String meaning,
        String conclusion,
        String method,
        String digest) {

    private static final List<String> CONCLUSIONS =
            List.of("conclusion", "result", "outcome", "residual", "decision", "reason");

    static List<EvidenceRow> of(byte[] jsonl) {
        return new String(jsonl, StandardCharsets.UTF_8)
                .lines()
                .map(line -> of(Envelope.parse(line.getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    private static EvidenceRow of(Envelope envelope) {
        Statement statement = Statement.parse(envelope.payload());
        JsonObject claim = statement.predicate();
        return new EvidenceRow(
                shortName(statement.predicateType()),
                text(claim, "printedName"),
                text(claim, "signedBy"),
                text(claim, "signedAt"),
                meaning(statement.predicateType(), claim),
                conclusion(claim),
                envelope.signatures().stream()
                                .anyMatch(signature -> signature.webauthn().isPresent())
                        ? "passkey"
                        : "key",
                envelope.payloadDigest().toString());
    }

    /** Where a statement does not name its meaning, its kind is what its author vouches for. */
    private static String meaning(String type, JsonObject claim) {
        String meaning = text(claim, "meaning");
        return meaning.isEmpty() ? "authorship of the " + shortName(type) : meaning;
    }

    private static String conclusion(JsonObject claim) {
        return CONCLUSIONS.stream()
                .flatMap(member -> Stream.of(text(claim, member))
                        .filter(value -> !value.isEmpty())
                        .map(value -> member + ": " + value))
                .collect(Collectors.joining("; "));
    }

    private static String shortName(String type) {
        return type.replaceFirst("^urn:suture:predicate:", "").replaceFirst(":v1$", "");
    }

    private static String text(JsonObject claim, String member) {
        return claim.find(member)
                .filter(JsonString.class::isInstance)
                .map(value -> ((JsonString) value).value())
                .orElse("");
    }
}
