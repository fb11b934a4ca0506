package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.server.testing.GeneratedTable;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/audit-events.md} is the registry of the code. */
class AuditEventsPageTest {

    /** {@code -Dsuture.write-docs=true} writes the table. */
    @Test
    void whenRegistryOfTheCodeIsWrittenDownThenThePageHasIt() {
        new GeneratedTable(Path.of("audit-events.md"), "kinds").assertEqualTo(table());
    }

    @Test
    void whenKindsAreNamedThenNoNameIsUsedTwice() {
        assertThat(AuditKind.values()).extracting(AuditKind::code).doesNotHaveDuplicates();
        assertThat(AuditKind.values()).extracting(AuditKind::code).allMatch(code -> code.matches("[a-z-]+\\.[a-z-]+"));
    }

    @Test
    void whenAKindThatIsNotForTheWorldStatesPublicFactsThenItCannotBeWritten() {
        JsonObject fact = JsonObject.builder().put("device", "D-1").build();
        assertThatThrownBy(() -> new AuditEvent(
                        "exm", AuditKind.RECEIPT_ACCEPTED, fact, JsonObject.EMPTY, JsonObject.EMPTY, JsonObject.EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("receipt.accepted states no public facts");
    }

    private static String table() {
        return "| kind | written when | public facts |\n|---|---|:-:|\n"
                + Arrays.stream(AuditKind.values())
                        .map(kind -> "| `%s` | %s | %s |\n"
                                .formatted(kind.code(), kind.meaning(), kind.isPublic() ? "yes" : "–"))
                        .collect(Collectors.joining());
    }
}
