package io.suture.server.dossier;

import io.suture.trust.attest.QualityApproval;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * Section 8: every electronic signature with what 21 CFR 11.50 asks to see: printed name, time in UTC, meaning; and the
 * hash of the record it is bound to (11.70).
 */
final class ApprovalSection {

    /** The member that views frame as a signature. */
    static final String BLOCK = "electronicSignature";

    private static final String PEOPLE = "targets/policy/people.json";

    private ApprovalSection() {}

    static Section of(DossierRecord record) {
        JsonObject content = JsonObject.builder()
                .putAll("approvals", signatures(record, true))
                .putAll("otherSignatures", signatures(record, false))
                .putStrings(
                        Section.NOT_RECORDED,
                        List.of(
                                "roles at the time of a signature other than the one it states: the list of people is the"
                                        + " one in force at export",
                                "training, where the list of people has no date for it"))
                .build();
        return new Section("8", "approvals", "Approvals and other signatures", "21 CFR 11.50, 11.70", content);
    }

    private static List<JsonObject> signatures(DossierRecord record, boolean approvals) {
        return record.exhibits().stream()
                .filter(exhibit -> exhibit.isOf(QualityApproval.TYPE) == approvals)
                .filter(exhibit -> exhibit.text("printedName").isPresent())
                .map(exhibit ->
                        JsonObject.builder().put(BLOCK, block(record, exhibit)).build())
                .toList();
    }

    private static JsonObject block(DossierRecord record, Exhibit exhibit) {
        JsonObject.Builder block = JsonObject.builder()
                .put("printedName", exhibit.text("printedName").orElse(""))
                .put("dateAndTimeUtc", exhibit.text("signedAt").orElse("not stated"))
                .put("meaning", exhibit.text("meaning").orElse("authorship of this statement"))
                .put("statement", exhibit.type())
                .put("person", exhibit.signer())
                .put("role", exhibit.text("role").orElse("not stated"));
        exhibit.text("reason").ifPresent(reason -> block.put("reason", reason));
        block.put("rolesAndTraining", standing(record, exhibit))
                .put("method", method(exhibit))
                .put("recordSigned", exhibit.digest().toString())
                .put("recordIsAbout", about(exhibit))
                .put("receivedAt", exhibit.receivedAt())
                .put("logIndex", exhibit.index())
                .putStrings("gate", remarks(record, exhibit));
        return block.build();
    }

    private static String about(Exhibit exhibit) {
        return String.join(
                ", ",
                exhibit.statement().subjects().stream()
                        .map(subject -> subject.digest().toString())
                        .toList());
    }

    private static List<String> remarks(DossierRecord record, Exhibit exhibit) {
        List<String> remarks = record.findingsAbout(exhibit).stream()
                .map(finding -> finding.string("explain"))
                .toList();
        return remarks.isEmpty() ? List.of("not set aside") : remarks;
    }

    private static String method(Exhibit exhibit) {
        Optional<JsonObject> stated =
                exhibit.statement().predicate().find("authentication").isPresent()
                        ? object(exhibit.statement().predicate().get("authentication"))
                        : Optional.empty();
        String keys = String.join(
                ", ",
                exhibit.envelope().signatures().stream()
                        .map(Envelope.Signature::keyid)
                        .toList());
        return stated.map(authentication -> Text.of(authentication) + ", ").orElse("") + "signed with key " + keys;
    }

    private static String standing(DossierRecord record, Exhibit exhibit) {
        Optional<JsonObject> people = record.document(PEOPLE);
        if (people.isEmpty()) {
            return "no list of people is in force";
        }
        String version = "list of people version " + Text.of(people.get().get("version"));
        return people.get().objects("people").stream()
                .filter(person -> person.string("id").equals(exhibit.signer()))
                .findFirst()
                .map(person -> version + ": " + words(person))
                .orElse(version + " does not name this person");
    }

    private static String words(JsonObject person) {
        String roles = person.find("roles").orElse(null) instanceof JsonArray array
                ? String.join(", ", array.elements().stream().map(Text::of).toList())
                : "";
        String training = person.find("trainedUntil").orElse(null) instanceof JsonString until
                ? "training valid until " + until.value()
                : "training not recorded";
        return roles + "; " + training;
    }

    private static Optional<JsonObject> object(JsonValue value) {
        return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }
}
