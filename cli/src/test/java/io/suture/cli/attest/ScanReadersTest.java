package io.suture.cli.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.cli.session.CommandFailure;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scanners write. */
class ScanReadersTest {

    private static final String SUMMARY = """

            ----------- SCAN SUMMARY -----------
            Known viruses: 8724466
            Engine version: 1.4.1
            Scanned files: 1
            Infected files: %d
            Time: 12.345 sec (0 m 12 s)
            Start Date: 2026:11:20 12:00:00
            End Date:   2026:11:20 12:00:12
            """;

    @Test
    void whenPayloadIsCleanThenToolSignaturesAndEndAreRead() {
        ClamAvLog log = ClamAvLog.parse("/scan/gw2.bin: OK\n" + SUMMARY.formatted(0));
        log.requireScanned(List.of("gw2.bin"));
        assertThat(log.isClean()).isTrue();
        assertThat(log.tool()).isEqualTo("ClamAV 1.4.1");
        assertThat(log.signatures()).isEqualTo("8724466 known viruses");
        assertThat(log.finishedAt(ZoneOffset.UTC)).contains(Instant.parse("2026-11-20T12:00:12Z"));
        assertThat(log.finishedAt(ZoneId.of("Europe/Berlin"))).contains(Instant.parse("2026-11-20T11:00:12Z"));
    }

    @Test
    void whenSomethingIsFoundThenItIsInfected() {
        assertThat(ClamAvLog.parse("C:\\scan\\gw2.bin: Eicar-Signature FOUND\n" + SUMMARY.formatted(1))
                        .isClean())
                .isFalse();
        assertThat(ClamAvLog.parse("gw2.bin: OK\n" + SUMMARY.formatted(1)).isClean())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/scan/other.bin: OK",
                "/scan/gw2.bin: Empty file",
                "/scan/gw2.bin: Can't open file ERROR",
                "/a/gw2.bin: OK\n/b/gw2.bin: Access denied ERROR"
            })
    void whenPayloadWasNotScannedThenTheLogIsRefused(String lines) {
        ClamAvLog log = ClamAvLog.parse(lines + "\n" + SUMMARY.formatted(0));
        assertThatThrownBy(() -> log.requireScanned(List.of("gw2.bin"))).isInstanceOf(CommandFailure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gw2.bin: OK", "gw2.bin: OK\n----------- SCAN SUMMARY -----------"})
    void whenTheScanDidNotEndThenTheLogIsRefused(String text) {
        assertThatThrownBy(() -> ClamAvLog.parse(text)).hasMessageContaining("SCAN SUMMARY");
    }

    @Test
    void whenGrypeReportsThenItIsInTheWordsOfInToto() {
        VulnerabilityScan scan = VulnerabilityScan.grype(json("""
                {"matches": [{"vulnerability": {"id": "CVE-2023-1", "severity": "High"},
                              "artifact": {"name": "openssl", "version": "1.1.1n"}}],
                 "descriptor": {"name": "grype", "version": "0.90.0", "timestamp": "2026-11-20T13:00:00.123456789+01:00",
                                "db": {"status": {"built": "2026-11-19T00:00:00Z"}}}}
                """));
        assertThat(scan.finishedAt()).contains(Instant.parse("2026-11-20T12:00:00.123Z"));
        JsonObject claim = scan.toJson(Instant.EPOCH, List.of("sha256:00"));
        JsonObject scanner = claim.object("scanner");
        assertThat(scanner.object("db").string("lastUpdate")).isEqualTo("2026-11-19T00:00:00Z");
        JsonObject result = scanner.objects("result").getFirst();
        assertThat(result.string("id")).isEqualTo("CVE-2023-1");
        assertThat(result.objects("severity").getFirst().string("score")).isEqualTo("High");
        assertThat(claim.integer("findings")).isEqualTo(1);
    }

    @Test
    void whenTrivyReportsThenResultsWithoutVulnerabilitiesAreNone() {
        VulnerabilityScan scan = VulnerabilityScan.trivy(json("""
                {"SchemaVersion": 2, "CreatedAt": "2026-11-20T12:00:00Z", "Results": [{"Target": "a"},
                 {"Target": "b", "Vulnerabilities": [{"VulnerabilityID": "CVE-1", "PkgName": "p", "Severity": "LOW"}]}]}
                """));
        assertThat(scan.findings()).containsExactly(new VulnerabilityScan.Finding("CVE-1", "LOW", "p "));
        assertThat(scan.finishedAt()).contains(Instant.parse("2026-11-20T12:00:00Z"));
    }

    @Test
    void whenMoreIsFoundThanIsListedThenTheNumberSaysSo() {
        List<VulnerabilityScan.Finding> found =
                Collections.nCopies(VulnerabilityScan.LISTED + 1, new VulnerabilityScan.Finding("CVE-1", "LOW", "p"));
        JsonObject claim = new VulnerabilityScan("u", "1", Optional.empty(), Optional.empty(), found)
                .toJson(Instant.EPOCH, List.of());
        assertThat(claim.object("scanner").objects("result")).hasSize(VulnerabilityScan.LISTED);
        assertThat(claim.integer("findings")).isEqualTo(VulnerabilityScan.LISTED + 1);
    }

    @Test
    void whenTheReportIsAnothersThenItIsRefused() {
        assertThatThrownBy(() -> VulnerabilityScan.grype(json("{\"descriptor\":{\"name\":\"other\"},\"matches\":[]}")))
                .isInstanceOf(CommandFailure.class);
        assertThatThrownBy(() -> VulnerabilityScan.trivy(json("{\"SchemaVersion\":1}")))
                .isInstanceOf(CommandFailure.class);
    }

    private static JsonObject json(String text) {
        return Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
