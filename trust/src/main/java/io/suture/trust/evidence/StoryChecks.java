package io.suture.trust.evidence;

import io.suture.trust.attest.Authorship;
import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.InstallationReceipt;
import io.suture.trust.attest.MalwareScan;
import io.suture.trust.attest.Predicate;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.evidence.Originals.Original;
import io.suture.trust.gate.Verdict;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The story that the statements tell together, checked apart from the gate: one payload from test to device, the protocol
 * before the run, nobody in two duties that exclude each other. Statements that the gate sets aside do not speak here.
 */
final class StoryChecks {

    private final Checks checks;
    private final PackageFiles files;
    private final Fact<Manifest> manifest;
    private final Fact<List<LoggedEntry>> entries;
    private final Fact<Originals> originals;
    private final Fact<Verdict> verdict;

    StoryChecks(
            Checks checks,
            PackageFiles files,
            Fact<Manifest> manifest,
            Fact<List<LoggedEntry>> entries,
            Fact<Originals> originals,
            Fact<Verdict> verdict) {
        this.checks = checks;
        this.files = files;
        this.manifest = manifest;
        this.entries = entries;
        this.originals = originals;
        this.verdict = verdict;
    }

    void run() {
        checks.run("payload-alike", () -> judged(this::payloadAlike));
        checks.run("manifest-alike", () -> judged(this::manifestAlike));
        checks.run("protocol-before-run", () -> judged(this::protocolBeforeRun));
        checks.run("duties-separate", () -> judged(this::dutiesSeparate));
    }

    private interface Body {
        String of(List<Original> counted, Manifest manifest);
    }

    /** What was never published may be at fault; then its dossier says so, and is no less true. */
    private String judged(Body body) {
        List<Original> counted = originals.get().counted(verdict.get());
        if (files.stage().published()) {
            return body.of(counted, manifest.get());
        }
        try {
            return body.of(counted, manifest.get());
        } catch (FailedCheck e) {
            throw new OpenCheck(
                    "the release is " + files.stage().state() + " and was never published: " + e.detail(),
                    e.difference());
        }
    }

    private String payloadAlike(List<Original> counted, Manifest manifest) {
        int runs = 0;
        for (Original original : counted) {
            if (original.claim() instanceof ValidationRun run && run.accepted()) {
                requirePayload(manifest, original, run.testedBuild());
                runs++;
            }
        }
        if (runs == 0) {
            throw new OpenCheck("there is no accepted run to compare with");
        }
        int scans = scanned(counted, manifest);
        return runs + " accepted runs and " + scans + " scans are of the payloads in the manifest";
    }

    private static void requirePayload(Manifest manifest, Original original, Digest found) {
        if (!manifest.hasPayload(found)) {
            throw new FailedCheck(
                    "statement " + original.digest() + " is of a payload that the manifest does not have",
                    manifest.payloads().stream()
                            .map(payload -> payload.digest().toString())
                            .collect(Collectors.joining(" or ")),
                    found);
        }
    }

    private static int scanned(List<Original> counted, Manifest manifest) {
        List<MalwareScan> scans = counted.stream()
                .map(Original::claim)
                .filter(MalwareScan.class::isInstance)
                .map(MalwareScan.class::cast)
                .filter(MalwareScan::clean)
                .toList();
        Set<Digest> seen =
                scans.stream().flatMap(scan -> scan.payloads().stream()).collect(Collectors.toSet());
        if (!scans.isEmpty()) {
            manifest.payloads().stream()
                    .filter(payload -> !seen.contains(payload.digest()))
                    .findFirst()
                    .ifPresent(payload -> {
                        throw new FailedCheck("no scan found payload " + payload.digest() + " clean");
                    });
        }
        return scans.size();
    }

    /** Approvals, log entries and receipts speak of one manifest. */
    private String manifestAlike(List<Original> counted, Manifest manifest) {
        int approvals = 0;
        for (Original original : counted) {
            if (original.claim() instanceof QualityApproval approval) {
                require("approval " + original.digest(), manifest, approval.manifest());
                approvals++;
            }
        }
        int logged = logged(manifest);
        int receipts = receipts(manifest);
        return "%d approvals, %d log entries and %d receipts name the manifest".formatted(approvals, logged, receipts);
    }

    private int logged(Manifest manifest) {
        int named = 0;
        for (LoggedEntry entry : entries.get()) {
            JsonObject pub = entry.entry().pub();
            Optional<String> found = pub.findString("manifest");
            if (entry.entry().kind().startsWith("release.") && found.isPresent()) {
                require("entry " + entry.index(), manifest, Digest.parse(found.get()));
                named++;
            }
        }
        return named;
    }

    private int receipts(Manifest manifest) {
        int installed = 0;
        for (String name : files.under("receipts")) {
            Predicate claim = Predicate.of(
                    Statement.parse(Envelope.parse(files.require(name)).payload()));
            if (claim instanceof InstallationReceipt receipt
                    && receipt.result() != InstallationReceipt.Result.REFUSED) {
                require(name, manifest, subject(name));
                installed++;
            }
        }
        return installed;
    }

    private Digest subject(String name) {
        return Statement.parse(Envelope.parse(files.require(name)).payload())
                .subjects()
                .getFirst()
                .digest();
    }

    private static void require(String what, Manifest manifest, Digest found) {
        if (!manifest.digest().equals(found)) {
            throw new FailedCheck(what + " names another manifest", manifest.digest(), found);
        }
    }

    private String protocolBeforeRun(List<Original> counted, Manifest manifest) {
        int runs = 0;
        for (Original original : counted) {
            if (original.claim() instanceof ValidationRun run && run.accepted()) {
                requireBefore(counted, original, run);
                runs++;
            }
        }
        if (runs == 0) {
            throw new OpenCheck("there is no accepted run");
        }
        return "the protocols of " + runs + " accepted runs were approved before the runs began";
    }

    private static void requireBefore(List<Original> counted, Original original, ValidationRun run) {
        List<ValidationProtocol> protocols = counted.stream()
                .map(Original::claim)
                .filter(ValidationProtocol.class::isInstance)
                .map(ValidationProtocol.class::cast)
                .filter(protocol -> protocol.protocol().equals(run.protocol()))
                .toList();
        if (protocols.isEmpty()) {
            throw new FailedCheck("run " + run.run() + " (" + original.digest() + ") follows " + run.protocol()
                    + ", which is not here");
        }
        if (protocols.stream().noneMatch(protocol -> protocol.approvedAt().isBefore(run.startedAt()))) {
            throw new FailedCheck(
                    "the protocol of run " + run.run() + " (" + original.digest()
                            + ") was approved after the run began",
                    "approved before " + run.startedAt(),
                    "approved " + protocols.getFirst().approvedAt());
        }
    }

    private String dutiesSeparate(List<Original> counted, Manifest manifest) {
        Set<String> authors = signers(counted, Authorship.class);
        Set<String> testers = signers(counted, ValidationRun.class);
        Set<String> approvers = signers(counted, QualityApproval.class);
        if (approvers.isEmpty()) {
            throw new OpenCheck("nobody approved the release");
        }
        requireApart("author", authors, approvers);
        requireApart("tester", testers, approvers);
        return "approved by " + String.join(", ", approvers) + ", who neither wrote nor tested it";
    }

    private static void requireApart(String duty, Set<String> people, Set<String> approvers) {
        Set<String> both = new HashSet<>(people);
        both.retainAll(approvers);
        if (!both.isEmpty()) {
            throw new FailedCheck(String.join(", ", both) + " is " + duty + " and approver");
        }
    }

    private static Set<String> signers(List<Original> counted, Class<? extends HumanPredicate> type) {
        return counted.stream()
                .map(Original::claim)
                .filter(type::isInstance)
                .map(claim -> type.cast(claim).signature().signedBy())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
