package io.suture.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/people.md} is the table of the code. */
class PermissionTableTest {

    private static final Path PAGE =
            Path.of("..", "docs", "people.md").toAbsolutePath().normalize();
    private static final String BEGIN = "<!-- begin: permissions -->\n";
    private static final String END = "<!-- end: permissions -->";

    /** {@code -Dsuture.write-docs=true} writes the table. */
    @Test
    void whenTableOfTheCodeIsWrittenDownThenThePageHasIt() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        if (Boolean.getBoolean("suture.write-docs")) {
            Files.writeString(PAGE, page.substring(0, from) + table() + page.substring(to));
        } else {
            assertThat(page.substring(from, to))
                    .as("write it with -Dtest=PermissionTableTest -Dsuture.write-docs=true")
                    .isEqualTo(table());
        }
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
