package io.suture.trust.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.evidence.Check.Outcome;
import io.suture.trust.gate.SampleRelease;
import io.suture.trust.gate.SpoiledRelease;
import io.suture.trust.log.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forged, removed, reordered and swapped: by somebody who holds the server's keys, and by somebody who holds none. */
class DossierStoryTest {

    private static final Map<String, byte[]> COMPLETE = SamplePackage.complete();
    private static final String EVIDENCE = "targets/GW2/3.1.1/evidence.jsonl";
    private static final long SEED = Long.getLong("suture.seed", 20_261_122L);

    static Stream<Arguments> spoiled() {
        return Stream.of(
                story("the run was of another build", SpoiledRelease::otherBuild, "payload-alike"),
                story("the scan was of another payload", SpoiledRelease::otherScan, "payload-alike"),
                story("the protocol was approved after the run", SpoiledRelease::lateProtocol, "protocol-before-run"),
                story("the approver wrote the release", SpoiledRelease::approvedByAuthor, "duties-separate"),
                story("the accepted run is left out", SpoiledRelease::withoutRun, "gate-accepts"),
                story("the approver's key is revoked", SpoiledRelease::revoked, "gate-accepts"));
    }

    private static Arguments story(String what, UnaryOperator<SampleRelease> change, String check) {
        return Arguments.of(what, change, check);
    }

    /** A server that broke its own rules signs and logs it; the reader finds it all the same. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiled")
    void whenTheStoryIsWrongThenItsCheckFails(String what, UnaryOperator<SampleRelease> change, String check) {
        Map<String, byte[]> files = SamplePackage.of(change);
        Report report = EvidencePackage.verify(files, given(files));
        assertThat(failed(report)).contains(check);
        files.put(
                "release.json",
                SamplePackage.bytes("{\"product\":\"GW2\",\"state\":\"rejected\",\"version\":\"3.1.1\"}"));
        Report rejected = EvidencePackage.verify(SamplePackage.resealed(files), given(files));
        assertThat(failed(rejected))
                .as("a release that was never published may be at fault")
                .isEmpty();
    }

    /** A change in the files, what a forger with every key of the server would do about the list, and who finds it. */
    static Stream<Arguments> mutations() {
        return Stream.of(
                mutation("a statement is removed", files -> files.remove(firstEvidence()), "evidence-complete"),
                mutation(
                        "a statement is renamed",
                        files -> files.put("evidence/" + "0".repeat(64) + ".json", files.remove(firstEvidence())),
                        "originals-by-hash"),
                mutation(
                        "a file of another name lies among the statements",
                        files -> files.put("evidence/notes.txt", new byte[] {1}),
                        "originals-by-hash"),
                mutation(
                        "an evidence file is not what its name says",
                        files -> files.put("evidence/files/" + "0".repeat(64), new byte[] {1}),
                        "originals-by-hash"),
                mutation(
                        "evidence in the repository is reordered",
                        files -> files.put(EVIDENCE, reordered(files.get(EVIDENCE))),
                        "evidence-in-metadata"),
                mutation(
                        "evidence in the repository is cut",
                        files -> files.put(EVIDENCE, cut(files.get(EVIDENCE))),
                        "evidence-in-metadata"),
                mutation(
                        "an entry about evidence is removed",
                        files -> files.put("log/entries.jsonl", cut(files.get("log/entries.jsonl"))),
                        "evidence-logged"),
                mutation(
                        "the manifest is another one",
                        files -> files.put("release/manifest.json", changed(files.get("release/manifest.json"))),
                        "manifest-recorded"),
                mutation(
                        "the log is cut to before its checkpoint",
                        files -> files.put("log/leaves", Arrays.copyOf(files.get("log/leaves"), 64)),
                        "log-root"));
    }

    private static Arguments mutation(String what, Change change, String check) {
        return Arguments.of(what, change, check);
    }

    interface Change {
        void in(Map<String, byte[]> files);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void whenFilesAreForgedThenTheListAndTheirOwnCheckFindIt(String what, Change change, String check) {
        Map<String, byte[]> files = new HashMap<>(COMPLETE);
        change.in(files);
        assertThat(failed(EvidencePackage.verify(files, given(COMPLETE))))
                .as("without the server's keys")
                .containsAnyOf("files-as-listed", "no-other-file");
        assertThat(failed(EvidencePackage.verify(SamplePackage.sealed(files), given(COMPLETE))))
                .as("with the log's key")
                .contains(check)
                .doesNotContain("files-as-listed", "no-other-file", "export-logged");
    }

    @Test
    void whenFilesAreAddedTakenOrExchangedThenTheListNamesThem() {
        assertFailed(files -> files.put("extra.txt", new byte[0]), "no-other-file", "file extra.txt is not listed");
        assertFailed(files -> files.put("log/export.more", new byte[0]), "no-other-file", "log/export.more");
        assertFailed(files -> files.remove("README.txt"), "files-as-listed", "file README.txt is missing");
        assertFailed(
                files -> files.put("README.txt", files.get("release.json")),
                "files-as-listed",
                "file README.txt is not as listed");
        assertFailed(files -> files.remove("MANIFEST.json"), "manifest-readable", "file MANIFEST.json is missing");
        assertFailed(files -> files.remove(ExportChecks.ENTRY), "export-names-package", "is missing");
        assertFailed(files -> files.remove(ExportChecks.INCLUSION), "export-logged", "is missing");
        assertFailed(files -> files.remove(ExportChecks.CONSISTENCY), "export-after-package", "is missing");
    }

    /** The export's proof is not on the list; it must hold by itself, bit by bit. */
    @Test
    void whenAnyBitOfTheExportsProofIsFlippedThenItIsFound() {
        Map<String, PackagedFile> packed = packed(COMPLETE);
        RepositoryChecks.Result repository = repository(new PackageFiles(packed));
        Given nothing = Given.nothing(SamplePackage.NOW);
        Fact<Checkpoint> shown = new LogChecks(new Checks(), new PackageFiles(packed), repository, nothing)
                .run()
                .checkpoint();
        for (String name : List.of(ExportChecks.ENTRY, ExportChecks.INCLUSION, ExportChecks.CONSISTENCY)) {
            byte[] proof = Objects.requireNonNull(COMPLETE.get(name));
            for (int bit = 0; bit < proof.length * 8; bit++) {
                byte[] spoiled = proof.clone();
                spoiled[bit / 8] ^= (byte) (1 << bit % 8);
                Map<String, PackagedFile> files = new HashMap<>(packed);
                files.put(name, PackagedFile.of(spoiled));
                assertThat(failed(exported(new PackageFiles(files), repository, shown)))
                        .as("%s bit %d", name, bit)
                        .containsAnyOf("export-names-package", "export-logged", "export-after-package");
            }
        }
        assertThat(failed(exported(new PackageFiles(packed), repository, shown)))
                .isEmpty();
    }

    private static RepositoryChecks.Result repository(PackageFiles files) {
        return new RepositoryChecks(new Checks(), files, SamplePackage.NOW)
                .run(new Fact<>("release", Optional.of(files.release())), Optional.empty());
    }

    private static Report exported(PackageFiles files, RepositoryChecks.Result repository, Fact<Checkpoint> shown) {
        Checks checks = new Checks();
        PackageManifest list = PackageManifest.parse(files.require(PackageManifest.FILE));
        new ExportChecks(checks, files, new Fact<>("list", Optional.of(list)), repository.policies(), shown).run();
        return checks.report(Report.NOT_PROVEN);
    }

    @Test
    void whenACheckpointFromElsewhereIsGivenThenACutOrForkedLogIsFound() {
        byte[] whole = Objects.requireNonNull(COMPLETE.get("log/checkpoint"));
        assertThat(outside(COMPLETE, whole)).isEqualTo(Outcome.PASS);
        Map<String, byte[]> other = SamplePackage.of(release -> release);
        assertThat(outside(other, Objects.requireNonNull(other.get("log/checkpoints/3"))))
                .isEqualTo(Outcome.PASS);
        byte[] forked = Objects.requireNonNull(other.get("log/checkpoints/7"));
        assertThat(outside(COMPLETE, forked))
                .as("the same size with another root")
                .isEqualTo(Outcome.FAIL);
        byte[] later = SamplePackage.exportNote(COMPLETE);
        assertThat(outside(COMPLETE, later)).as("the log was longer before").isEqualTo(Outcome.FAIL);
        Report report = EvidencePackage.verify(COMPLETE, Given.nothing(SamplePackage.NOW));
        assertThat(report.check("outside-checkpoint").orElseThrow().outcome()).isEqualTo(Outcome.NOT_CHECKED);
    }

    /** Any few bytes anywhere in the archive. */
    @Test
    void whenAnArchiveIsChangedAtRandomThenNeverVerified() {
        byte[] zip = PlainZip.of(new TreeMap<>(COMPLETE));
        assertThat(archive(zip).overall()).isEqualTo(Report.Overall.VERIFIED);
        Random random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            byte[] spoiled = zip.clone();
            int changes = 1 + random.nextInt(3);
            for (int j = 0; j < changes; j++) {
                spoiled[random.nextInt(spoiled.length)] ^= (byte) (1 + random.nextInt(255));
            }
            if (!Arrays.equals(spoiled, zip)) {
                assertThat(archive(spoiled).overall())
                        .as("seed %d, round %d", SEED, i)
                        .isEqualTo(Report.Overall.NOT_VERIFIED);
            }
        }
    }

    private static Report archive(byte[] zip) {
        return EvidencePackage.verify(
                PackageArchive.read(ArchiveBytes.of(zip), ArchiveLimits.DEFAULT), given(COMPLETE));
    }

    private static Outcome outside(Map<String, byte[]> files, byte[] checkpoint) {
        Given given = new Given(Optional.empty(), Optional.of(checkpoint), SamplePackage.NOW);
        return EvidencePackage.verify(files, given)
                .check("outside-checkpoint")
                .orElseThrow()
                .outcome();
    }

    private static void assertFailed(Change change, String check, String detail) {
        Map<String, byte[]> files = new HashMap<>(COMPLETE);
        change.in(files);
        Check found =
                EvidencePackage.verify(files, given(COMPLETE)).check(check).orElseThrow();
        assertThat(found.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(found.detail()).contains(detail);
    }

    private static Given given(Map<String, byte[]> files) {
        return new Given(
                Optional.ofNullable(files.get("metadata/1.root.json")),
                Optional.ofNullable(files.get("log/checkpoints/3")),
                SamplePackage.NOW,
                Optional.of(SampleStamps.TRUSTED));
    }

    private static List<String> failed(Report report) {
        return report.checks().stream()
                .filter(check -> check.outcome() == Outcome.FAIL)
                .map(Check::id)
                .toList();
    }

    private static Map<String, PackagedFile> packed(Map<String, byte[]> files) {
        Map<String, PackagedFile> packed = new HashMap<>();
        files.forEach((name, content) -> packed.put(name, PackagedFile.of(content)));
        return packed;
    }

    private static String firstEvidence() {
        return COMPLETE.keySet().stream()
                .filter(name -> name.startsWith("evidence/"))
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    private static byte[] reordered(byte[] lines) {
        List<String> all = new ArrayList<>(
                new String(lines, StandardCharsets.UTF_8).lines().toList());
        Collections.reverse(all);
        return SamplePackage.bytes(String.join("\n", all) + "\n");
    }

    private static byte[] cut(byte[] lines) {
        List<String> all = new String(lines, StandardCharsets.UTF_8).lines().toList();
        return SamplePackage.bytes(String.join("\n", all.subList(0, all.size() - 1)) + "\n");
    }

    private static byte[] changed(byte[] manifest) {
        return SamplePackage.bytes(new String(manifest, StandardCharsets.UTF_8).replace("3.1.1", "3.1.2"));
    }
}
