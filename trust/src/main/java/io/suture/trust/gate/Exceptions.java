package io.suture.trust.gate;

import io.suture.trust.attest.Waiver;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Turns a blocker into a visible exception if enough people signed one that the policy lets count. */
final class Exceptions {

    private final Case release;
    private final List<Evidence<Waiver>> waivers;

    Exceptions(Case release) {
        this.release = release;
        this.waivers = release.counted(Waiver.class);
    }

    Finding applied(Finding finding) {
        return finding instanceof Blocker blocker ? applied(blocker) : finding;
    }

    private Finding applied(Blocker blocker) {
        String name = blocker.exceptedAs();
        List<Evidence<Waiver>> about = waivers.stream()
                .filter(waiver -> waiver.predicate().rule().equals(name))
                .toList();
        List<String> people = Case.people(about);
        return release.rule()
                .exception(name)
                .filter(permitted -> people.size() >= permitted.threshold())
                .<Finding>map(permitted -> new Excepted(blocker, people, reasons(about), end(about)))
                .orElse(blocker);
    }

    private static List<String> reasons(List<Evidence<Waiver>> waivers) {
        return waivers.stream()
                .map(waiver -> waiver.predicate().reason())
                .distinct()
                .toList();
    }

    private static Instant end(List<Evidence<Waiver>> waivers) {
        return waivers.stream()
                .map(waiver -> waiver.predicate().validUntil())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
