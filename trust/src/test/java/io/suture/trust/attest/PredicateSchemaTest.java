package io.suture.trust.attest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.SampleRelease;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages and JSON schemas of docs/ say what the parsers do. */
class PredicateSchemaTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern TYPE = Pattern.compile("(?m)^`([^`]+)` · \\[JSON schema]");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)```");

    /** A page of docs/predicates. */
    record Page(String name, String type, JsonObject example) {

        static Page read(Path file) {
            String text = text(file);
            Matcher type = TYPE.matcher(text);
            Matcher example = EXAMPLE.matcher(text);
            assertThat(type.find() && example.find()).as(file.toString()).isTrue();
            return new Page(
                    file.getFileName().toString().replace(".md", ""),
                    type.group(1),
                    Json.parseObject(example.group(1).getBytes(StandardCharsets.UTF_8)));
        }

        boolean isOwn() {
            return type.startsWith("urn:suture:");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Page> pages() throws IOException {
        try (Stream<Path> files = Files.list(DOCS.resolve("predicates"))) {
            return files.filter(file -> !file.endsWith("README.md")).sorted().map(Page::read).toList().stream();
        }
    }

    static Stream<Page> ownPages() throws IOException {
        return pages().filter(Page::isOwn);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whenTheExampleIsReadThenSchemaAndParserTakeIt(Page page) {
        assertThat(errors(page.name(), page.example())).isEmpty();
        Predicate predicate = Predicate.of(statement(page.type(), page.example()));
        assertThat(predicate).isNotInstanceOf(UnknownPredicate.class);
        assertThat(CanonicalJson.rfc8785(predicate.toJson())).isEqualTo(CanonicalJson.rfc8785(page.example()));
    }

    @ParameterizedTest
    @MethodSource("ownPages")
    void whenAMemberIsMissingThenSchemaAndParserAgreeWhetherThatIsRefused(Page page) {
        List<JsonValue> reduced = withoutEachMember(page.example());
        assertThat(reduced).hasSizeGreaterThan(4);
        for (JsonValue changed : reduced) {
            JsonObject predicate = (JsonObject) changed;
            assertThat(errors(page.name(), predicate).isEmpty())
                    .as("%s %s", page, text(predicate))
                    .isEqualTo(parses(page.type(), predicate));
        }
    }

    @ParameterizedTest
    @MethodSource("ownPages")
    void whenAWordIsNotAllowedThenSchemaAndParserRefuseIt(Page page) {
        for (String member : List.of("meaning", "result", "conclusion", "outcome", "residual")) {
            if (page.example().has(member)) {
                JsonObject changed = page.example().toBuilder()
                        .set(member, new JsonString("perhaps"))
                        .build();
                assertThat(errors(page.name(), changed)).isNotEmpty();
                assertThat(parses(page.type(), changed)).isFalse();
            }
        }
    }

    @Test
    void whenOurCodeWritesAPredicateThenItsSchemaTakesIt() throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        pages().forEach(page -> names.put(page.type(), page.name()));
        for (Envelope envelope : SampleRelease.complete().envelopes()) {
            Statement statement = Statement.parse(envelope.payload());
            assertThat(names).containsKey(statement.predicateType());
            assertThat(errors(Objects.requireNonNull(names.get(statement.predicateType())), statement.predicate()))
                    .isEmpty();
        }
        assertThat(names.keySet())
                .allMatch(type -> type.startsWith("urn:suture:") || StandardPredicate.isStandard(type));
    }

    private static boolean parses(String type, JsonObject predicate) {
        try {
            return !(Predicate.of(statement(type, predicate)) instanceof UnknownPredicate);
        } catch (MalformedDocumentException e) {
            return false;
        }
    }

    private static Statement statement(String type, JsonObject predicate) {
        return new Statement(List.of(new Subject("manifest.json", Digest.of(new byte[0]))), type, predicate);
    }

    private static List<Error> errors(String name, JsonObject predicate) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text(DOCS.resolve("schemas").resolve(name + ".schema.json")), InputFormat.JSON);
        return schema.validate(text(predicate), InputFormat.JSON);
    }

    /** Every value that lacks exactly one member of one object. */
    private static List<JsonValue> withoutEachMember(JsonValue value) {
        List<JsonValue> changes = new ArrayList<>();
        if (value instanceof JsonObject object) {
            for (String key : object.keys()) {
                Map<String, JsonValue> rest = new LinkedHashMap<>(object.members());
                rest.remove(key);
                changes.add(new JsonObject(rest));
                withoutEachMember(object.get(key))
                        .forEach(inner ->
                                changes.add(object.toBuilder().set(key, inner).build()));
            }
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                for (JsonValue inner : withoutEachMember(array.elements().get(i))) {
                    List<JsonValue> elements = new ArrayList<>(array.elements());
                    elements.set(i, inner);
                    changes.add(new JsonArray(elements));
                }
            }
        }
        return changes;
    }

    private static String text(JsonValue value) {
        return new String(Json.compact(value), StandardCharsets.UTF_8);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
