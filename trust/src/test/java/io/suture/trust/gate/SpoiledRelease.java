package io.suture.trust.gate;

import io.suture.trust.attest.ValidationRun;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sample release with one thing in its story wrong, signed rightly by the people it names. */
public final class SpoiledRelease {

    private SpoiledRelease() {}

    /** The protocol was approved when the accepted run was over. */
    public static SampleRelease lateProtocol(SampleRelease release) {
        return release.put(
                        SampleRelease.PROTOCOL_STATEMENT,
                        release.protocol("vv.one", "2022-01-10T20:00:00Z", SampleRelease.CASES))
                .approvedBy("qa.one");
    }

    /** The accepted run was of an earlier build. */
    public static SampleRelease otherBuild(SampleRelease release) {
        return release.put(
                        SampleRelease.ACCEPTED_RUN,
                        SampleRelease.run(
                                "vv.one",
                                SampleRelease.ACCEPTED_RUN,
                                List.of("2022-01-09T08:00:00Z", "2022-01-10T17:00:00Z"),
                                SampleRelease.EARLIER_BUILD,
                                SampleRelease.CASES.stream()
                                        .map(id -> new ValidationRun.Result(id, true))
                                        .toList(),
                                true))
                .approvedBy("qa.one");
    }

    /** A scan of something else. */
    public static SampleRelease otherScan(SampleRelease release) {
        return release.put(
                        SampleRelease.SCAN,
                        release.scan("2022-01-10T18:00:00Z", List.of(SampleRelease.EARLIER_BUILD), true))
                .approvedBy("qa.one");
    }

    /** The approver also wrote the release; both roles are hers. */
    public static SampleRelease approvedByAuthor(SampleRelease release) {
        Person both = new Person(
                "qa.one",
                SampleRelease.printedName("qa.one"),
                Set.of("quality-approver", "release-engineer"),
                List.of(SampleRelease.key("qa.one")));
        return release.among(SampleRelease.with(release.people(), both))
                .put(SampleRelease.AUTHORSHIP, release.authorship("qa.one"))
                .approvedBy("qa.one");
    }

    /** The accepted run is left out. */
    public static SampleRelease withoutRun(SampleRelease release) {
        return release.without(SampleRelease.ACCEPTED_RUN).approvedBy("qa.one");
    }

    /** The approver's key was revoked, and nothing shows that the approval is older. */
    public static SampleRelease revoked(SampleRelease release) {
        PersonKey key = SampleRelease.key("qa.one");
        PersonKey revoked = new PersonKey(
                key.publicKey(), key.validFrom(), key.validUntil(), Optional.of(SampleRelease.NOW.minusSeconds(60)));
        return release.among(SampleRelease.with(release.people(), SampleRelease.person("qa.one", revoked)));
    }
}
