package io.suture.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.device.command.DeviceCommand;
import io.suture.server.testing.Api;
import io.suture.server.testing.CommandLines;
import io.suture.server.testing.CommandLines.Result;
import io.suture.server.testing.Factory;
import io.suture.server.testing.TestDatabase;
import io.suture.server.testing.TestPki;
import io.suture.server.testing.TestServer;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does what docs/story.md says, line by line, on a running server with a device, and looks at what is left of it. */
class SampleStoryIT {

    private static final Path PAGE = Path.of("../docs/story.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)(?:`(/[^`]+)`:\\s+)?```(sh refused|sh device|sh|json|xml|text)\\n(.*?)```");
    private static final Pattern DAY = Pattern.compile("2022([-:])01\\1([0-9]{2})");
    private static final Pattern CALIBRATED = Pattern.compile("2022-06-30");
    private static final LocalDate LAST_RUN = LocalDate.of(2022, 1, 10);
    private static final String RELEASES = Factory.BASE + "/releases/GW2/";

    private final TestPki pki = new TestPki();
    private final Factory factory = new Factory();
    private final long days = ChronoUnit.DAYS.between(
            LAST_RUN, LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).minusDays(1));

    @TempDir
    private Path folder;

    @Test
    void whenTheStoryIsFollowedThenEverythingIncludingFailureAndShortCutsIsOnTheRecord() throws IOException {
        factory.keys().put("contractor.one", TestPki.key());
        try (TestDatabase database = new TestDatabase();
                TestServer server = new TestServer(
                        database,
                        folder.resolve("server"),
                        pki,
                        factory.keys().get("admin").publicKey().toPem(),
                        context -> {})) {
            Api api = new Api(server.apiUrl(), pki.client(), factory.keys());
            factory.found(api);
            registerContractor(api);
            profiles(server);
            enrol(api, server);
            int commands = follow(Files.readString(PAGE), server);
            assertThat(commands).isGreaterThan(35);
            assertCandidateTellsWhy(api);
            assertBothRunsAreEvidence(api);
            assertReportIsKept(api);
            assertShortCutsAreLogged(api);
            assertTheCopiedLogVerifies(api);
        }
    }

    private void registerContractor(Api api) {
        JsonObject body = JsonObject.builder()
                .put("id", "contractor.one")
                .put("printedName", "Person contractor.one")
                .putStrings("roles", List.of("validator"))
                .put(
                        "publicKey",
                        factory.keys().get("contractor.one").publicKey().toPem())
                .put("manufacturer", Factory.MANUFACTURER)
                .build();
        api.post("admin", "/api/v1/people", body).expect(201);
    }

    private void profiles(TestServer server) throws IOException {
        Files.writeString(folder.resolve("ca.pem"), pki.serverCaPem());
        for (String person : factory.keys().keySet()) {
            Files.writeString(
                    folder.resolve(person + ".pem"), factory.keys().get(person).toPem());
            Files.writeString(
                    folder.resolve(person + ".json"),
                    "{\"server\":\"%s\",\"ca\":\"ca.pem\",\"as\":\"%2$s\",\"key\":\"%2$s.pem\",\"manufacturer\":\"exm\"}"
                            .formatted(server.apiUrl(), person));
        }
    }

    private void enrol(Api api, TestServer server) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), registered(api));
        Path root = Files.write(folder.resolve("1.root.json"), factory.root());
        Result enrolled = device(List.of(
                "enrol",
                "--state",
                here("/story/D-001"),
                "--api",
                server.apiUrl(),
                "--ca",
                folder.resolve("ca.pem").toString(),
                "--root",
                root.toString(),
                "--manufacturer",
                Factory.MANUFACTURER,
                "--device",
                "D-001",
                "--product",
                Factory.PRODUCT,
                "--udi-di",
                "09521234000044",
                "--hardware",
                "VM",
                "--installed",
                "3.1.0",
                "--rollback-index",
                "30",
                "--token-file",
                token.toString()));
        assertThat(enrolled.exitCode()).as(enrolled.printed()).isZero();
    }

    private static String registered(Api api) {
        JsonObject body = JsonObject.builder()
                .put("id", "D-001")
                .put("product", Factory.PRODUCT)
                .put("hardwareRevision", "VM")
                .put("serial", "GW20001")
                .put("facility", Factory.FACILITY)
                .put("installedVersion", "3.1.0")
                .build();
        return api.post("admin", Factory.BASE + "/devices", body)
                .expect(201)
                .json()
                .string("enrolmentToken");
    }

    private int follow(String page, TestServer server) throws IOException {
        int commands = 0;
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            List<String> lines = block.group(3).lines().toList();
            switch (block.group(2)) {
                case "sh" -> lines.forEach(line -> succeeds(line));
                case "sh refused" -> lines.forEach(line -> isRefused(line));
                case "sh device" -> installs(lines, server);
                default -> write(block.group(1), block.group(3));
            }
            commands += block.group(2).startsWith("sh") ? lines.size() : 0;
        }
        return commands;
    }

    private void write(String name, String content) throws IOException {
        Path file = Path.of(here(name));
        Files.createDirectories(file.getParent());
        Files.writeString(file, moved(content));
    }

    private void succeeds(String line) {
        Result result = execute(line);
        assertThat(result.exitCode()).as("%s%n%s", line, result.printed()).isZero();
    }

    /** Refused by the gate or the rules, or not permitted: never a misspelt command. */
    private void isRefused(String line) {
        Result result = execute(line);
        assertThat(result.exitCode()).as("%s%n%s", line, result.printed()).isIn(1, 4);
    }

    private Result execute(String line) {
        List<String> words = new ArrayList<>(
                CommandLines.words(moved(line)).stream().map(this::here).toList());
        assertThat(words.removeFirst()).isEqualTo("as");
        return CommandLines.run(folder.resolve(words.removeFirst() + ".json"), words);
    }

    /** The listener follows a publication within a moment. */
    private void installs(List<String> lines, TestServer server) {
        List<String> poll = deviceWords(lines.getFirst());
        poll.addAll(List.of("--device-url", server.deviceUrl()));
        Instant end = Instant.now().plusSeconds(60);
        Result status = device(deviceWords(lines.getLast()));
        while (!status.printed().contains("\"3.1.1\"")) {
            assertThat(Instant.now()).as(status.printed()).isBefore(end);
            device(poll);
            status = device(deviceWords(lines.getLast()));
        }
    }

    private List<String> deviceWords(String line) {
        List<String> words = new ArrayList<>(
                CommandLines.words(line).stream().map(this::here).toList());
        assertThat(words.removeFirst()).isEqualTo("./suture");
        assertThat(words.removeFirst()).isEqualTo("device");
        words.add("--json");
        return words;
    }

    private static Result device(List<String> words) {
        StringWriter out = new StringWriter();
        CommandLine line = DeviceCommand.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        int exitCode = line.execute(words.toArray(String[]::new));
        return new Result(exitCode, out.toString());
    }

    private void assertCandidateTellsWhy(Api api) {
        JsonObject candidate =
                api.get("insp.one", RELEASES + "3.1.1-rc1").expect(200).json();
        assertThat(candidate.string("state")).isEqualTo("rejected");
        assertThat(candidate.objects("history").getLast().string("reason")).contains("DEV-1");
        assertThat(evidence(api, "3.1.1-rc1")).contains("\"not-accepted\"", "\"DEV-1\"");
    }

    private void assertBothRunsAreEvidence(Api api) {
        assertThat(evidence(api, "3.1.1"))
                .contains("\"run\":\"VR-1\"", "\"not-accepted\"", "\"DEV-1\"", "\"run\":\"VR-2\"", "SRS-GW2-114");
        List<JsonObject> findings = api.get("insp.one", RELEASES + "3.1.1/blockers")
                .expect(200)
                .json()
                .objects("findings");
        assertThat(findings)
                .filteredOn(finding -> finding.string("code").equals("failed-run-recorded"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.string("explain")).contains("VR-1", "VR-2"));
        assertThat(findings).noneMatch(finding -> finding.bool("blocks"));
    }

    /** The statements of the evidence, opened. */
    private static String evidence(Api api, String version) {
        String lines = new String(
                api.get("insp.one", RELEASES + version + "/evidence")
                        .expect(200)
                        .body(),
                StandardCharsets.UTF_8);
        StringBuilder all = new StringBuilder();
        lines.lines().forEach(line -> all.append(payload(line)).append('\n'));
        return all.toString();
    }

    private static String payload(String envelope) {
        return new String(
                Envelope.parse(envelope.getBytes(StandardCharsets.UTF_8)).payload(), StandardCharsets.UTF_8);
    }

    private void assertReportIsKept(Api api) throws IOException {
        byte[] report = Files.readAllBytes(folder.resolve("story/VR-1.xml"));
        byte[] kept = api.get(
                        "insp.one",
                        Factory.BASE + "/evidence-files/" + Digest.of(report).hex())
                .expect(200)
                .body();
        assertThat(kept).isEqualTo(report);
    }

    /** What happened is public to the auditor; who and why stand in the private sections. */
    private void assertShortCutsAreLogged(Api api) throws IOException {
        assertThat(Files.readString(folder.resolve("story/audit.jsonl")))
                .contains(
                        "evidence.file-uploaded",
                        "release.rejected",
                        "release.refused",
                        "release.published",
                        "receipt.accepted");
        byte[] refused = api.get("insp.one", Factory.BASE + "/audit/events?outcome=refused&limit=500")
                .expect(200)
                .body();
        String sections = new String(refused, StandardCharsets.UTF_8);
        assertThat(sections)
                .contains("release-blocked", "role-not-permitted", "key-not-authorised", "contractor.one", "vv.one");
    }

    /** By the auditor's own command, with the key from the server's list of keys. */
    private void assertTheCopiedLogVerifies(Api api) {
        List<String> vkeys = api.get("insp.one", Factory.BASE + "/signing-keys")
                .expect(200)
                .json()
                .object("log")
                .strings("vkeys");
        List<String> verify = new ArrayList<>(
                List.of("audit", "verify", "--log", folder.resolve("story/log").toString()));
        vkeys.forEach(vkey -> verify.addAll(List.of("--vkey", vkey)));
        Result verified = CommandLines.run(folder.resolve("insp.one.json"), verify);
        assertThat(verified.exitCode()).as(verified.printed()).isZero();
        assertThat(verified.printed()).contains("PASS").doesNotContain("FAIL ");
    }

    private String here(String text) {
        return text.replaceAll("(?<![A-Za-z0-9.])/story", Matcher.quoteReplacement(folder + "/story"));
    }

    /** The sample's last run ended yesterday; calibration lasts as much longer as in the sample. */
    private String moved(String text) {
        String calibrated = CALIBRATED
                .matcher(text)
                .replaceAll(LocalDate.of(2022, 6, 30).plusDays(days).toString());
        return DAY.matcher(calibrated).replaceAll(found -> {
            LocalDate day =
                    LocalDate.of(2022, 1, Integer.parseInt(found.group(2))).plusDays(days);
            return day.toString().replace("-", found.group(1));
        });
    }
}
