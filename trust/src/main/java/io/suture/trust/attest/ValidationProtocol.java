package io.suture.trust.attest;

import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The protocol that a validation follows; approved before the run starts (FDA 2005 guidance, question 10).
 *
 * @param protocol id and revision
 * @param approvedAt when it was approved
 * @param approvedBy by whom, person ids
 * @param cases the test cases
 * @param independence how testers are independent of authors
 */
public record ValidationProtocol(
        SignatureBlock signature,
        ProtocolRef protocol,
        Instant approvedAt,
        List<String> approvedBy,
        List<TestCase> cases,
        String independence)
        implements HumanPredicate {

    /** The predicate type. */
    public static final String TYPE = "urn:suture:predicate:validation-protocol:v1";

    /** What a test case shows (IEC 62304 6.2.2: the fix works; nothing else broke). */
    public enum Group {
        FIX_WORKS,
        NOTHING_ELSE_BROKE;

        /** Return the word in documents, for example {@code fix-works}. */
        public String json() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Group ofJson(String word) {
            return Arrays.stream(values())
                    .filter(group -> group.json().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new MalformedDocumentException("group", "fix-works or nothing-else-broke"));
        }
    }

    /**
     * One test case.
     *
     * @param id unique in the protocol
     * @param group what it shows
     * @param text what is done
     * @param accept what counts as passed
     */
    public record TestCase(String id, Group group, String text, String accept) {

        static TestCase of(JsonObject json) {
            return new TestCase(
                    Documents.text(json, "id"),
                    Group.ofJson(json.string("group")),
                    json.string("text"),
                    json.string("accept"));
        }

        JsonObject toJson() {
            return JsonObject.builder()
                    .put("id", id)
                    .put("group", group.json())
                    .put("text", text)
                    .put("accept", accept)
                    .build();
        }
    }

    /** Copies the lists and refuses a test case id used twice. */
    public ValidationProtocol {
        approvedBy = Words.distinct("approvedBy", approvedBy);
        cases = List.copyOf(cases);
        Words.distinct("cases", cases.stream().map(TestCase::id).toList());
    }

    /** Return whether both groups have a test case. */
    public boolean coversBothGroups() {
        return Arrays.stream(Group.values()).allMatch(group -> cases.stream().anyMatch(test -> test.group() == group));
    }

    static ValidationProtocol of(JsonObject json) {
        JsonObject protocol = json.object("protocol");
        return new ValidationProtocol(
                SignatureBlock.of(json),
                json.read("protocol", ProtocolRef::of),
                protocol.instant("approvedAt"),
                protocol.strings("approvedBy"),
                json.readEach("cases", TestCase::of),
                json.string("independence"));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Instant latestTime() {
        return approvedAt.isAfter(signature.signedAt()) ? approvedAt : signature.signedAt();
    }

    @Override
    public JsonObject toJson() {
        return signature
                .begin()
                .put("protocol", protocolJson())
                .putAll("cases", cases.stream().map(TestCase::toJson).toList())
                .put("independence", independence)
                .build();
    }

    private JsonObject protocolJson() {
        return protocol.begin()
                .put("approvedAt", approvedAt)
                .putStrings("approvedBy", approvedBy)
                .build();
    }
}
