package io.suture.trust.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.digest.Digest;
import io.suture.trust.evidence.Check.Outcome;
import io.suture.trust.evidence.PackageManifest.Listed;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.LogLimits;
import io.suture.trust.log.timestamp.TestAuthority.Conduct;
import io.suture.trust.log.timestamp.TimestampAuthority;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A log's package, whole, and with each of its members changed: by somebody careless, and by somebody who packs it anew. */
class LogPackageTest {

    private static final int SIZE = 300;
    private static final SortedMap<String, byte[]> WHOLE = whole();
    private static final LogGiven GIVEN =
            new LogGiven(SampleLog.POLICY, Optional.of(SampleLog.of(77).note()), Map.of());
    private static final Optional<TimestampAuthority> AUTHORITY = Optional.of(SampleStamps.TRUSTED);

    private static SortedMap<String, byte[]> whole() {
        SampleLog log = SampleLog.of(SIZE);
        SampleLog early = SampleLog.of(77);
        SortedMap<String, byte[]> files = new TreeMap<>(log.files);
        files.put("timestamps", "77\n".getBytes(StandardCharsets.UTF_8));
        files.put("timestamp/77.tsr", SampleStamps.of(early, Conduct.GOOD));
        files.put("README.txt", "how to verify".getBytes(StandardCharsets.UTF_8));
        files.put(LogPackage.POLICY, SampleLog.POLICY.toJson());
        files.put(LogPackage.DISCLOSURES, disclosure());
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < SIZE; i++) {
            lines.writeBytes(LogPackage.line(i, log.entries.get(i)));
        }
        files.put(LogPackage.ENTRIES, lines.toByteArray());
        return listed(files);
    }

    private static byte[] disclosure() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("index", 7)
                .put("section", SampleLog.SECTION.name())
                .put("salt", HexFormat.of().formatHex(new byte[32]))
                .put("body", Base64.getEncoder().encodeToString(SampleLog.SECTION.body()))
                .build());
    }

    /** Adds the list of files anew, as somebody does who hides a change. */
    private static SortedMap<String, byte[]> listed(SortedMap<String, byte[]> files) {
        SortedMap<String, Listed> list = new TreeMap<>();
        files.remove(LogPackageList.FILE);
        files.forEach((name, content) -> list.put(name, new Listed(content.length, Digest.of(content))));
        files.put(LogPackageList.FILE, new LogPackageList(SampleLog.ORIGIN, SIZE, true, list).toJson());
        return files;
    }

    private static PackageArchive archive(byte[] zip) {
        return PackageArchive.read(ArchiveBytes.of(zip), ArchiveLimits.DEFAULT);
    }

    private static Report verify(byte[] zip) {
        return LogPackage.verify(archive(zip), GIVEN, AUTHORITY);
    }

    @Test
    void whenATimeStampIsTooLargeThenThatIsOneChecksFailure() {
        SortedMap<String, byte[]> files = new TreeMap<>(WHOLE);
        files.put("timestamp/77.tsr", new byte[LogLimits.TIMESTAMP_BYTES + 1]);
        Report report = verify(PlainZip.of(listed(files)));
        assertThat(report.firstFailure()).map(Check::id).contains("timestamps-readable");
        assertThat(report.check("log-root")).map(Check::outcome).contains(Check.Outcome.PASS);
    }

    static Stream<String> members() {
        return WHOLE.keySet().stream();
    }

    @Test
    void whenThePackageIsWholeThenEveryCheckPasses() {
        byte[] zip = PlainZip.of(WHOLE);
        assertThat(LogPackage.isOne(archive(zip))).isTrue();
        Report report = verify(zip);
        assertThat(report.overall()).as(report.toString()).isEqualTo(Report.Overall.VERIFIED);
        assertThat(report.checks().stream().map(Check::id))
                .contains("files-as-listed", "log-root", "entries-as-lines", "disclosures-match", "timestamps");
    }

    @ParameterizedTest
    @MethodSource("members")
    void whenAByteOfAMemberIsChangedThenTheArchiveIsNotAsItWasWritten(String member) {
        byte[] zip = PlainZip.of(WHOLE);
        byte[] content = WHOLE.get(member);
        int at = new String(zip, StandardCharsets.ISO_8859_1).indexOf(new String(content, StandardCharsets.ISO_8859_1));
        zip[at + content.length / 2] ^= 1;
        assertThat(verify(zip).firstFailure()).hasValueSatisfying(first -> {
            assertThat(first.id()).isEqualTo("archive-form");
            assertThat(first.detail()).contains(member);
        });
    }

    @ParameterizedTest
    @MethodSource("members")
    void whenAMemberIsChangedAndPackedAnewThenTheListFindsIt(String member) {
        SortedMap<String, byte[]> files = new TreeMap<>(WHOLE);
        byte[] changed = files.get(member).clone();
        changed[changed.length / 2] ^= 1;
        files.put(member, changed);
        Report report = verify(PlainZip.of(files));
        assertThat(report.overall()).as(report.toString()).isEqualTo(Report.Overall.NOT_VERIFIED);
    }

    @ParameterizedTest
    @MethodSource("members")
    void whenAMemberIsMissingThenTheListFindsIt(String member) {
        SortedMap<String, byte[]> files = new TreeMap<>(WHOLE);
        files.remove(member);
        assertThat(verify(PlainZip.of(files)).overall()).isEqualTo(Report.Overall.NOT_VERIFIED);
    }

    @ParameterizedTest
    @CsvSource({
        "checkpoint, checkpoint-signed",
        "tile/0/000, tiles-match",
        "tile/0/001.p/44, tiles-match",
        "tile/1/000.p/1, tiles-match",
        "tile/entries/000, log-root",
        "tile/entries/001.p/44, log-root",
        "entries.jsonl, entries-as-lines",
        "disclosures.jsonl, disclosures-match",
        "timestamp/77.tsr, timestamps",
        "policy/log.json, policy-as-given"
    })
    void whenAMemberIsChangedAndListedAnewThenWhatItSaysIsCompared(String member, String check) {
        SortedMap<String, byte[]> files = new TreeMap<>(WHOLE);
        files.put(member, changed(member, files.get(member)));
        Report report = verify(PlainZip.of(listed(files)));
        assertThat(report.check("files-as-listed")).map(Check::outcome).contains(Outcome.PASS);
        Outcome expected = check.equals("policy-as-given") ? Outcome.NOT_CHECKED : Outcome.FAIL;
        assertThat(report.check(check))
                .as(report.toString())
                .map(Check::outcome)
                .contains(expected);
    }

    /** A change that leaves the form as it is, so that the content decides. */
    private static byte[] changed(String member, byte[] content) {
        if (member.equals("policy/log.json")) {
            return new String(content, StandardCharsets.UTF_8)
                    .replace("\"version\":1}", "\"version\":2}")
                    .replace("\"version\":1,", "\"version\":2,")
                    .getBytes(StandardCharsets.UTF_8);
        }
        if (member.equals("disclosures.jsonl")) {
            return new String(content, StandardCharsets.UTF_8)
                    .replace("\"salt\":\"00", "\"salt\":\"01")
                    .getBytes(StandardCharsets.UTF_8);
        }
        byte[] changed = content.clone();
        changed[Math.max(0, changed.length - 40)] ^= 1;
        return changed;
    }

    @Test
    void whenTheListIsOfAnotherSizeThenTheCheckpointSaysSo() {
        SortedMap<String, byte[]> files = new TreeMap<>(WHOLE);
        LogPackageList list = LogPackageList.parse(files.get(LogPackageList.FILE));
        files.put(
                LogPackageList.FILE,
                new LogPackageList(list.origin(), SIZE - 1, list.sections(), list.files()).toJson());
        assertThat(verify(PlainZip.of(files)).firstFailure()).map(Check::id).contains("checkpoint-as-listed");
    }

    @Test
    void whenADossierIsGivenThenItIsNoLogPackage() {
        byte[] zip = PlainZip.of(new TreeMap<>(Map.of("release.json", new byte[] {'{', '}'})));
        assertThat(LogPackage.isOne(archive(zip))).isFalse();
    }
}
