package io.suture.trust.gate;

import io.suture.trust.attest.ValidationProtocol;
import io.suture.trust.attest.ValidationProtocol.TestCase;
import io.suture.trust.attest.ValidationRun;
import io.suture.trust.attest.ValidationRun.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which runs are sound: accepted, on a payload of this manifest, and passing every case of a protocol that covers both
 * groups, that enough people signed, and that was approved strictly before the run started.
 */
final class SoundRuns {

    private final Case release;
    private final List<Evidence<ValidationProtocol>> protocols;
    private final List<String> runRoles;

    SoundRuns(Case release) {
        this.release = release;
        this.protocols = release.counted(ValidationProtocol.class);
        this.runRoles = release.roles(ValidationRun.TYPE);
    }

    List<Evidence<ValidationRun>> sound() {
        return release.counted(ValidationRun.class).stream()
                .filter(run -> problems(run).isEmpty())
                .toList();
    }

    /** A run that does not count as passed, whatever its conclusion says. */
    static boolean failed(ValidationRun run) {
        return !run.accepted() || run.results().stream().anyMatch(result -> !result.passed());
    }

    List<Blocker> problems(Evidence<ValidationRun> evidence) {
        ValidationRun run = evidence.predicate();
        if (failed(run)) {
            return List.of(new RunBlocker.RunNotAccepted(run.run(), failedCases(run), List.of(), runRoles));
        }
        if (!release.manifest().hasPayload(run.testedBuild())) {
            return List.of(new RunBlocker.RunOfOtherBuild(run.run(), run.testedBuild(), runRoles));
        }
        List<Blocker> problems = new ArrayList<>(testerProblems(run, evidence.personId()));
        problems.addAll(protocolProblems(run));
        return problems;
    }

    private List<Blocker> testerProblems(ValidationRun run, String person) {
        List<Blocker> problems = new ArrayList<>();
        List<String> alsoActedAs = release.excluding(Duty.TESTER, person);
        if (!alsoActedAs.isEmpty()) {
            problems.add(new RunBlocker.TesterNotIndependent(person, run.run(), alsoActedAs, runRoles));
        }
        List<String> stale = run.details().notCalibratedAt(run.finishedAt());
        if (!stale.isEmpty()) {
            problems.add(new RunBlocker.EquipmentNotCalibrated(run.run(), stale, runRoles));
        }
        return problems;
    }

    private List<Blocker> protocolProblems(ValidationRun run) {
        List<Evidence<ValidationProtocol>> satisfied = new ArrayList<>();
        List<Blocker> problems = new ArrayList<>();
        for (Evidence<ValidationProtocol> protocol : protocols) {
            if (protocol.predicate().protocol().equals(run.protocol())) {
                List<Blocker> found = compare(run, protocol.predicate());
                problems.addAll(found);
                if (found.isEmpty()) {
                    satisfied.add(protocol);
                }
            }
        }
        if (release.enough(ValidationProtocol.TYPE, satisfied)) {
            return List.of();
        }
        return problems.isEmpty() ? List.of(protocolUnknown(run)) : problems;
    }

    private List<Blocker> compare(ValidationRun run, ValidationProtocol protocol) {
        List<Blocker> problems = new ArrayList<>();
        if (!protocol.coversBothGroups()) {
            problems.add(new RunBlocker.ProtocolIncomplete(
                    protocol.protocol().toString(), release.roles(ValidationProtocol.TYPE)));
        }
        if (!protocol.approvedAt().isBefore(run.startedAt())) {
            problems.add(new RunBlocker.ProtocolNotApprovedBeforeRun(
                    run.run(), protocol.protocol().toString(), protocol.approvedAt(), run.startedAt(), runRoles));
        }
        List<String> missing = missingCases(run, protocol);
        if (!missing.isEmpty()) {
            problems.add(new RunBlocker.RunNotAccepted(run.run(), List.of(), missing, runRoles));
        }
        return problems;
    }

    private Blocker protocolUnknown(ValidationRun run) {
        return new RunBlocker.ProtocolUnknown(
                run.run(), run.protocol().toString(), release.roles(ValidationProtocol.TYPE));
    }

    private static List<String> failedCases(ValidationRun run) {
        return run.results().stream()
                .filter(result -> !result.passed())
                .map(Result::testCase)
                .toList();
    }

    private static List<String> missingCases(ValidationRun run, ValidationProtocol protocol) {
        Map<String, Boolean> passed =
                run.results().stream().collect(Collectors.toMap(Result::testCase, Result::passed));
        return protocol.cases().stream()
                .map(TestCase::id)
                .filter(id -> !passed.getOrDefault(id, false))
                .toList();
    }
}
