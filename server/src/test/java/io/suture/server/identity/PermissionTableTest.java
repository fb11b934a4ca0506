package io.suture.server.identity;

import io.suture.server.testing.GeneratedTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/people.md} is the table of the code. */
class PermissionTableTest {

    /** {@code -Dsuture.write-docs=true} writes the table. */
    @Test
    void whenTableOfTheCodeIsWrittenDownThenThePageHasIt() {
        new GeneratedTable(Path.of("people.md"), "permissions").assertEqualTo(table());
    }

    private static String table() {
        String roles = Arrays.stream(Role.values()).map(Role::code).collect(Collectors.joining(" | "));
        String line = "|---|---|" + ":-:|".repeat(Role.values().length) + "\n";
        return "| permission | call | " + roles + " |\n" + line
                + Arrays.stream(Permission.values())
                        .map(PermissionTableTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(Permission row) {
        String cells = Arrays.stream(Role.values())
                .map(role -> row.isPublic() ? "anybody" : row.permits(actor(role)) ? "yes" : "–")
                .collect(Collectors.joining(" | "));
        return "| %s | `%s %s` | %s |\n"
                .formatted(row.name().toLowerCase(Locale.ROOT).replace('_', '-'), row.method(), row.pattern(), cells);
    }

    private static Actor actor(Role role) {
        return new Actor("x", "X", Set.of(role), Optional.empty(), Optional.empty());
    }
}
