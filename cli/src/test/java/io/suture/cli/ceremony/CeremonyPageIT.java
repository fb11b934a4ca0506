package io.suture.cli.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.api.FakeServer;
import io.suture.cli.keys.SoftHsm;
import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import io.suture.trust.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/ceremony.md says, line by line: its files are written, its commands are run. */
class CeremonyPageIT {

    private static final Path PAGE = Path.of("../docs/ceremony.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)(?:`(/[^`]+)`:\\s+)?```(sh|json)\\n(.*?)```");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final String PIN = "8642097531";

    @TempDir
    private Path folder;

    @Test
    void whenThePageIsFollowedThenEachCommandSucceeds() throws IOException, InterruptedException {
        SoftHsm.require().token("officer-3", PIN);
        CeremonyTable table = new CeremonyTable(Files.createDirectory(folder.resolve("table")));
        Files.createDirectory(folder.resolve("ceremony"));
        Files.copy(folder.resolve("table/people.json"), folder.resolve("ceremony/people.json"));
        try (FakeServer server = new FakeServer()) {
            server.on("GET /api/v1/manufacturers/exm/signing-keys", 200, Json.pretty(table.signingKeys()));
            server.on("PUT /api/v1/manufacturers/exm/repository/offline", 200, "{}");
            Path profile = server.profile(folder, "admin", FakeServer.key());
            int commands = follow(Files.readString(PAGE), profile);
            assertThat(commands).isGreaterThan(15);
        }
        String record = Files.readString(folder.resolve("ceremony/signed/ceremony-record.md"));
        assertThat(record)
                .contains("Officer Three, PKCS#11 token officer-3", "Officer Two, PKCS#12 file", "loses role root");
    }

    private int follow(String page, Path profile) throws IOException {
        int commands = 0;
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            if (block.group(2).equals("json")) {
                Path file = Path.of(here(block.group(1)));
                Files.createDirectories(file.getParent());
                Files.writeString(file, here(block.group(3)));
            } else {
                for (String line : block.group(3).lines().toList()) {
                    run(line, profile);
                    commands++;
                }
            }
        }
        return commands;
    }

    private void run(String line, Path profile) {
        List<Object> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(here(word.group(1) == null ? word.group(2) : word.group(1)));
        }
        assertThat(words.removeFirst()).isEqualTo("./suture");
        Result result = new TestRun()
                .with("SUTURE_PROFILE", profile.toString())
                .with("SUTURE_PASSPHRASE", "correct horse battery staple")
                .with("SUTURE_PIN", PIN)
                .run(words.toArray());
        assertThat(result.exitCode()).as("%s%n%s", line, result.err()).isZero();
        assertThat(result.out() + result.err()).doesNotContain(PIN, "correct horse");
    }

    /** The page's folders lie in the test's. */
    private String here(String text) {
        return text.replaceAll(
                        "(?<![A-Za-z0-9.])/(ceremony|officer-[0-9]|online)",
                        Matcher.quoteReplacement(folder + "/") + "$1")
                .replace("/usr/lib/softhsm/libsofthsm2.so", SoftHsm.MODULE.toString());
    }
}
