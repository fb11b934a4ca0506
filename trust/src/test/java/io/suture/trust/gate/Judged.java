package io.suture.trust.gate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What tests ask of a verdict. */
final class Judged {

    private Judged() {}

    /** Return the codes of what blocks. */
    static Set<String> codes(SampleRelease release) {
        return release.verdict().blockers().stream().map(Finding::code).collect(Collectors.toSet());
    }

    /** Return the codes of what was set aside, in order. */
    static List<String> setAsideCodes(SampleRelease release) {
        return setAside(release, SetAside.class).stream().map(Finding::code).toList();
    }

    /** Return what was set aside for one kind of reason. */
    static <T extends SetAside> List<T> setAside(SampleRelease release, Class<T> kind) {
        return release.verdict().findings().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
