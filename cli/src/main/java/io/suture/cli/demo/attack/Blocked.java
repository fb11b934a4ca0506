package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.Actor;
import io.suture.cli.demo.stage.CommandResult;
import io.suture.cli.release.RemoteRelease;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tries to have a release signed that one rule of the gate must stop, and no other. */
final class Blocked {

    private Blocked() {}

    static Refusal sign(Arena arena, ReleaseId release, String expected) throws IOException {
        Actor signingOfficer = arena.actor("sec.one");
        CommandResult result = signingOfficer.run("release", "sign", release.toString());
        RemoteRelease remote = signingOfficer.release(release);
        List<JsonObject> findings = remote.api().get(remote.path("blockers")).objects("findings");
        String codes = findings.stream()
                .filter(finding -> finding.bool("blocks"))
                .map(finding -> finding.string("code"))
                .distinct()
                .collect(Collectors.joining(", "));
        Optional<String> actual = result.exitCode() == 0 ? Optional.empty() : Optional.of(codes);
        return new Refusal("server", expected, "", actual, result.text());
    }
}
