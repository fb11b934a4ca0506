package io.suture.trust.evidence;

import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.Section;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.timestamp.TimestampAuthority;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies a log's package: the files of the log in one archive, with its time stamps, its policy, the entries once more as
 * lines, and disclosed sections. Everything that a log is audited for is audited, by the same code.
 */
public final class LogPackage {

    /** The entries as JSON Lines. */
    public static final String ENTRIES = "entries.jsonl";

    /** The disclosed sections as JSON Lines. */
    public static final String DISCLOSURES = "disclosures.jsonl";

    /** The log's policy when it was exported. */
    public static final String POLICY = "policy/log.json";

    private LogPackage() {}

    /** Return whether an archive is a log's package, and not a dossier. */
    public static boolean isOne(PackageArchive archive) {
        return archive.files().containsKey(LogPackageList.FILE);
    }

    /** Return the line of an entry; the entry's own bytes are in it. */
    public static byte[] line(long index, byte[] entry) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(entry.length + 40);
        line.writeBytes("{\"entry\":".getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(entry);
        line.writeBytes((",\"index\":" + index + "}\n").getBytes(StandardCharsets.US_ASCII));
        return line.toByteArray();
    }

    /**
     * Runs every check.
     *
     * @param archive the package
     * @param given what the reader has from elsewhere; disclosures and time stamps are the package's own
     * @param authority whom to believe about time
     */
    public static Report verify(PackageArchive archive, LogGiven given, Optional<TimestampAuthority> authority) {
        Checks checks = new Checks();
        PackageFiles files = new PackageFiles(archive.files());
        checks.run("archive-form", () -> EvidencePackage.form(archive));
        Fact<LogPackageList> list = checks.run(
                "package-readable",
                () -> LogPackageList.parse(files.require(LogPackageList.FILE)),
                read -> read.size() + " entries of " + read.origin() + ", "
                        + read.files().size() + " files");
        checks.run("files-as-listed", () -> asListed(files, list.get()));
        checks.run("checkpoint-as-listed", () -> named(files, list.get()));
        checks.run("policy-as-given", () -> policy(files, given.policy()));
        Fact<Map<Long, List<Section>>> disclosed = checks.run(
                "disclosures-readable", () -> disclosures(files), all -> "sections of " + all.size() + " entries");
        LogSource source = files.log("");
        LogGiven all = new LogGiven(
                given.policy(),
                given.earlier(),
                disclosed.value().orElseGet(Map::of),
                TimestampChecks.listed(checks, authority, source));
        LogAudit.verify(
                checks,
                source,
                all,
                List.of(new EntryCheck.AsLines(Optional.ofNullable(files.all().get(ENTRIES)))));
        return checks.report(LogAudit.NOT_PROVEN);
    }

    private static String asListed(PackageFiles files, LogPackageList list) {
        list.files().forEach((name, listed) -> ManifestChecks.requireAsListed(files, name, listed));
        for (String name : files.all().keySet()) {
            if (!name.equals(LogPackageList.FILE) && !list.files().containsKey(name)) {
                throw new FailedCheck("file " + name + " is not listed");
            }
        }
        return list.files().size() + " files have the length and the digest that are listed, and there is no other";
    }

    private static String named(PackageFiles files, LogPackageList list) {
        Checkpoint stated = Checkpoint.parse(
                SignedNote.parse(files.require(LogSource.CHECKPOINT)).unverifiedText());
        String expected = list.origin() + " " + list.size();
        String found = stated.origin() + " " + stated.size();
        if (!expected.equals(found)) {
            throw new FailedCheck("the checkpoint is another one than the package names", expected, found);
        }
        return "the checkpoint is of " + found;
    }

    /** The reader's own policy decides; the package's only shows what its sender goes by. */
    private static String policy(PackageFiles files, LogPolicy given) {
        byte[] bytes = files.find(POLICY).orElseThrow(() -> new OpenCheck("the package has no policy"));
        LogPolicy sent = LogPolicy.parse(bytes);
        if (!sent.origin().equals(given.origin())) {
            throw new FailedCheck("the policy is of another log", given.origin(), sent.origin());
        }
        if (!Arrays.equals(bytes, given.toJson())) {
            throw new OpenCheck("the package goes by another policy, version " + sent.version()
                    + ", than the one given; the given one decides");
        }
        return "the package goes by the policy that was given, version " + sent.version();
    }

    private static Map<Long, List<Section>> disclosures(PackageFiles files) {
        return DisclosedSections.parse(
                files.find(DISCLOSURES).orElseThrow(() -> new OpenCheck("the package discloses nothing")));
    }
}
