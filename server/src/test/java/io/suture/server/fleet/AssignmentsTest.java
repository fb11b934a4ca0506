package io.suture.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.digest.Digest;
import io.suture.trust.release.Artifact;
import io.suture.trust.release.Compatibility;
import io.suture.trust.release.InstallRules;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.release.ReleaseKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AssignmentsTest {

    private static final String UDI = "09521234000044";
    private static final HardwareModel MODEL =
            new HardwareModel("GW2", UDI, Map.of("VM", Optional.empty(), "A", Optional.of("no secure element")));

    private static Device device(String revision, String installed) {
        return new Device(
                "exm", "D-1", "GW2", revision, "SN", "clinic", installed, DeviceState.ENROLLED, Optional.empty());
    }

    private static Offer offer(
            String version, long rollback, boolean offered, List<String> from, String... facilities) {
        return offer("GW2", version, rollback, offered, from, facilities);
    }

    private static Offer offer(
            String product, String version, long rollback, boolean offered, List<String> from, String... facilities) {
        Digest digest = Digest.of(version.getBytes());
        Manifest manifest = new Manifest(
                new ReleaseId(product, version),
                rollback,
                ReleaseKind.ROUTINE,
                List.of(),
                new Compatibility(List.of(UDI), List.of("VM"), from),
                new InstallRules("a-b", true, 1),
                List.of(new Artifact("p.bin", 1, digest)),
                new Artifact("sbom.json", 1, digest));
        return new Offer(
                manifest, Instant.parse("2026-01-01T00:00:00Z").plusSeconds(rollback), offered, Set.of(facilities));
    }

    static Stream<Arguments> table() {
        Offer old = offer("1.0", 1, true, List.of(), "clinic");
        Offer next = offer("2.0", 2, true, List.of(), "clinic");
        Offer unapproved = offer("3.0", 3, true, List.of(), "elsewhere");
        Offer suspended = offer("4.0", 4, false, List.of(), "clinic");
        Offer onlyFrom2 = offer("5.0", 5, true, List.of("2.0"), "clinic");
        Offer other = offer("IP200", "9.0", 9, true, List.of(), "clinic");
        return Stream.of(
                Arguments.of("nothing published", device("VM", "0.9"), List.of(), "no-release"),
                Arguments.of("another product", device("VM", "0.9"), List.of(other), "no-release"),
                Arguments.of("only suspended", device("VM", "0.9"), List.of(suspended), "no-release"),
                Arguments.of("old hardware", device("A", "0.9"), List.of(next), "hardware-not-updatable"),
                Arguments.of("unknown hardware", device("Z", "0.9"), List.of(next), "hardware-not-updatable"),
                Arguments.of("factory firmware", device("VM", "0.9"), List.of(old), "GW2/1.0"),
                Arguments.of("newest wins", device("VM", "0.9"), List.of(old, next), "GW2/2.0"),
                Arguments.of("newest installed", device("VM", "2.0"), List.of(old, next), "up-to-date"),
                Arguments.of("never backwards", device("VM", "4.0"), List.of(old, next, suspended), "up-to-date"),
                Arguments.of(
                        "unapproved only",
                        device("VM", "2.0"),
                        List.of(next, unapproved),
                        "awaiting-facility-approval"),
                Arguments.of("approved one first", device("VM", "1.0"), List.of(old, next, unapproved), "GW2/2.0"),
                Arguments.of("suspended is left out", device("VM", "1.0"), List.of(old, next, suspended), "GW2/2.0"),
                Arguments.of("step by step", device("VM", "1.0"), List.of(old, next, onlyFrom2), "GW2/2.0"),
                Arguments.of("next step", device("VM", "2.0"), List.of(old, next, onlyFrom2), "GW2/5.0"),
                Arguments.of("no path", device("VM", "0.9"), List.of(onlyFrom2), "not-compatible"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void whenADevicePollsThenTheTableDecides(String name, Device device, List<Offer> releases, String expected) {
        assertThat(outcome(Assignments.decide(device, MODEL, releases))).isEqualTo(expected);
    }

    private static String outcome(Assignment assignment) {
        return switch (assignment) {
            case Assignment.Install install -> install.release().toString();
            case Assignment.Nothing nothing -> nothing.reason().code();
        };
    }
}
