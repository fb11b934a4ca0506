package io.suture.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import io.suture.trust.digest.Digest;
import io.suture.trust.evidence.PackageManifest;
import io.suture.trust.evidence.PlainZip;
import io.suture.trust.log.timestamp.TestAuthority;
import io.suture.trust.release.ReleaseId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

    @TempDir
    private Path folder;

    @Test
    void whenThePackageProvesNothingThenItFailsAndSaysWhichCheckFirst() throws IOException {
        Result result = new TestRun().run("audit", "verify", pack("{}"));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("FAIL", "release-named", "NOT VERIFIED: release-named", "What no package can prove");
    }

    @Test
    void whenThePackageIsAnOptionThenItIsReadAlike() throws IOException {
        String option =
                new TestRun().run("audit", "verify", "--package", pack("{}")).out();
        assertThat(option)
                .isEqualTo(new TestRun().run("audit", "verify", pack("{}")).out());
        assertThat(new TestRun().run("audit", "verify").exitCode()).isEqualTo(2);
    }

    @Test
    void whenTheFileIsMissingOrNoZipThenItIsSaid() throws IOException {
        assertThat(verify(folder.resolve("absent.zip")).exitCode()).isEqualTo(2);
        Result noZip = new TestRun().run("audit", "verify", Files.write(folder.resolve("x.zip"), new byte[500]));
        assertThat(noZip.exitCode()).isEqualTo(1);
        assertThat(noZip.out()).contains("NOT VERIFIED: archive-form: no ZIP file of a dossier");
    }

    @Test
    void whenTheTrustedRootIsAbsentThenTheCommandLineIsWrong() throws IOException {
        assertThat(new TestRun()
                        .run("audit", "verify", pack("{}"), "--root", folder.resolve("absent.json"))
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void whenTheRootOfATimeStampAuthorityIsGivenThenTheDossiersStampIsLookedFor() throws IOException {
        Path file = pack("{}");
        Path root = Files.writeString(folder.resolve("tsa.pem"), new TestAuthority().rootPem());
        assertThat(verify(file, "--tsa-root", root).out())
                .contains("\"timestamps-readable\"", "there are no time stamps");
        assertThat(verify(file).out())
                .doesNotContain("timestamps-readable")
                .contains("no time stamps were given, or no root of their authority");
        assertThat(verify(file, "--tsa-root", file).exitCode()).isEqualTo(2);
    }

    @Test
    void whenNoTimeIsGivenThenThePackagesOwnIsTaken() throws IOException {
        Path file = pack("{\"product\":\"GW2\",\"version\":\"3.1.1\",\"exportedAt\":\"2025-01-02T03:04:05Z\"}");
        assertThat(verify(file).json().string("at")).isEqualTo("2025-01-02T03:04:05Z");
        assertThat(verify(file, "--at", "2026-01-01T00:00:00Z").json().string("at"))
                .isEqualTo("2026-01-01T00:00:00Z");
        assertThat(verify(pack("not json")).json().string("at")).isEqualTo(TestRun.NOW.toString());
        assertThat(verify(file, "--at", "yesterday").exitCode()).isEqualTo(2);
    }

    @Test
    void whenJsonIsAskedForThenTheReportIsOneObject() throws IOException {
        Result result = verify(pack("{}"));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.json().string("overall")).isEqualTo("NOT_VERIFIED");
        assertThat(result.json().objects("checks")).isNotEmpty();
    }

    @Test
    void whenAComparisonFailsThenBothSidesAreToldOnTheirOwnLinesAndAsFields() throws IOException {
        byte[] release = "{\"product\":\"GW2\",\"version\":\"3.1.1\"}".getBytes(StandardCharsets.UTF_8);
        Digest other = Digest.of(new byte[7]);
        PackageManifest listed = new PackageManifest(
                new ReleaseId("GW2", "3.1.1"),
                new TreeMap<>(Map.of("release.json", new PackageManifest.Listed(7, other))));
        Path file = pack(Map.of(PackageManifest.FILE, listed.toJson(), "release.json", release));
        String expected = other + " of 7 bytes";
        String found = Digest.of(release) + " of " + release.length + " bytes";
        assertThat(new TestRun().run("audit", "verify", file).out().lines().map(String::strip))
                .containsSequence("expected: " + expected, "found:    " + found);
        assertThat(verify(file).json().objects("checks"))
                .filteredOn(check -> check.string("id").equals("files-as-listed"))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.string("expected")).isEqualTo(expected);
                    assertThat(check.string("found")).isEqualTo(found);
                });
    }

    private static Result verify(Path file, Object... more) {
        Object[] words = new Object[4 + more.length];
        System.arraycopy(new Object[] {"--json", "audit", "verify", file}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return new TestRun().run(words);
    }

    private Path pack(String release) throws IOException {
        return pack(Map.of("release.json", release.getBytes(StandardCharsets.UTF_8)));
    }

    private Path pack(Map<String, byte[]> files) throws IOException {
        return Files.write(folder.resolve("package.zip"), PlainZip.of(new TreeMap<>(files)));
    }
}
