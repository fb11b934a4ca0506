package io.suture.trust.evidence;

import io.suture.trust.attest.EvidenceFile;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.EvidenceLog;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The originals: named by what they are, the ones that were signed, the ones that were logged, none more, none less. */
final class EvidenceChecks {

    /** How far clocks of replicas may be apart. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final Checks checks;
    private final PackageFiles files;
    private final Fact<Manifest> manifest;
    private final Fact<List<LoggedEntry>> entries;

    EvidenceChecks(Checks checks, PackageFiles files, Fact<Manifest> manifest, Fact<List<LoggedEntry>> entries) {
        this.checks = checks;
        this.files = files;
        this.manifest = manifest;
        this.entries = entries;
    }

    Fact<Originals> run() {
        Fact<Originals> originals = checks.run(
                "originals-by-hash",
                this::originals,
                read -> read.all().size() + " statements lie under the digest of what is signed");
        checks.run("evidence-complete", () -> complete(originals.get(), manifest.get()));
        checks.run("evidence-logged", () -> logged(originals.get(), entries.get()));
        checks.run("times-in-order", () -> inOrder(entries.get()));
        return originals;
    }

    /** No statement at all is fine for a draft, but not for no package. */
    private Originals originals() {
        files.require(PackageFiles.RELEASE);
        return Originals.read(files);
    }

    /** What was signed with the release is among the originals, signature by signature. */
    private String complete(Originals originals, Manifest manifest) {
        String name = "targets/" + manifest.id().targetPath(Manifest.EVIDENCE_FILE);
        byte[] signed = files.find(name).orElseThrow(() -> new OpenCheck("no evidence was signed with the release"));
        List<Envelope> all = EvidenceFile.parse(signed);
        for (Envelope envelope : all) {
            if (!originals.envelopes().contains(envelope)) {
                throw new FailedCheck("statement " + envelope.payloadDigest() + " of " + name
                        + " is not under evidence/ as it was signed");
            }
        }
        return all.size() + " statements signed with the release are among the originals, "
                + (originals.all().size() - all.size()) + " came later";
    }

    private String logged(Originals originals, List<LoggedEntry> entries) {
        List<LoggedEntry> added =
                entries.stream().filter(entry -> entry.is(EvidenceLog.ADDED)).toList();
        Optional<LoggedEntry> silent = added.stream()
                .filter(entry -> entry.entry().pub().findString("evidence").isEmpty())
                .findFirst();
        if (silent.isPresent()) {
            throw new OpenCheck("entry " + silent.get().index() + " does not say which evidence was added");
        }
        Set<String> named = added.stream()
                .map(entry -> entry.entry().pub().string("evidence"))
                .collect(Collectors.toSet());
        Set<String> held = originals.all().stream()
                .map(original -> original.digest().toString())
                .collect(Collectors.toSet());
        requireSame(added, named, held);
        requireManifest(added);
        return held.size() + " statements are the ones in the log, none is missing";
    }

    private static void requireSame(List<LoggedEntry> added, Set<String> named, Set<String> held) {
        for (LoggedEntry entry : added) {
            String digest = entry.entry().pub().string("evidence");
            if (!held.contains(digest)) {
                throw new FailedCheck("evidence " + digest + " of entry " + entry.index() + " is missing");
            }
        }
        for (String digest : held) {
            if (!named.contains(digest)) {
                throw new FailedCheck("evidence " + digest + " is not in the log");
            }
        }
    }

    private void requireManifest(List<LoggedEntry> added) {
        String wanted = manifest.get().digest().toString();
        for (LoggedEntry entry : added) {
            JsonObject pub = entry.entry().pub();
            if (!pub.findString("manifest").orElse(wanted).equals(wanted)) {
                throw new FailedCheck(
                        "entry " + entry.index() + " adds evidence for another manifest",
                        wanted,
                        pub.string("manifest"));
            }
        }
    }

    private static String inOrder(List<LoggedEntry> entries) {
        Instant latest = Instant.MIN;
        for (LoggedEntry entry : entries) {
            Instant time = entry.entry().time();
            if (time.isBefore(latest.equals(Instant.MIN) ? latest : latest.minus(SLACK))) {
                throw new FailedCheck(
                        "entry " + entry.index() + " is older than one before it",
                        "not before " + latest.minus(SLACK),
                        time);
            }
            latest = time.isAfter(latest) ? time : latest;
        }
        return "the server's times of " + entries.size() + " entries go forward, within " + SLACK.toSeconds() + " s";
    }
}
