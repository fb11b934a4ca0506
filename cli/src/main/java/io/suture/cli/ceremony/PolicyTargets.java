package io.suture.cli.ceremony;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.director.DirectorPolicy;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.log.LogPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The documents that the policy role vouches for, each parsed and written in its canonical form. */
final class PolicyTargets {

    static final String PEOPLE = "policy/people.json";
    static final String RELEASE = "policy/release.json";
    static final String DIRECTOR = DirectorPolicy.PATH;
    static final String LOG = "policy/log.json";

    private PolicyTargets() {}

    /**
     * Return target path to bytes. Without a release policy the standard one is taken, without a log policy or a director
     * policy the server's key.
     */
    static Map<String, byte[]> of(CeremonyPlan plan, OnlineKeys online) {
        Map<String, byte[]> targets = new TreeMap<>();
        plan.documents().forEach((target, file) -> targets.put(target, canonical(target, file)));
        if (!targets.containsKey(PEOPLE)) {
            throw CommandFailure.usage("the plan's documents must name " + PEOPLE);
        }
        targets.putIfAbsent(RELEASE, ReleasePolicy.standard().toJson());
        targets.putIfAbsent(LOG, online.log().toJson());
        targets.putIfAbsent(DIRECTOR, director(online));
        return targets;
    }

    /** Return the director policy that lists the server's director key alone. */
    static byte[] director(OnlineKeys online) {
        return new DirectorPolicy(1, 1, List.of(online.director())).toJson();
    }

    /** Return the policy as it is if it lists the server's director key, else the next version, which lists it alone. */
    static byte[] director(byte @Nullable [] before, OnlineKeys online) {
        if (before == null) {
            return director(online);
        }
        DirectorPolicy present = DirectorPolicy.parse(before);
        return present.keys().contains(online.director())
                ? before
                : new DirectorPolicy(present.version() + 1, 1, List.of(online.director())).toJson();
    }

    static byte[] canonical(String target, Path file) {
        byte[] content = LocalFiles.read(file, LocalFiles.DOCUMENT);
        try {
            return switch (target) {
                case PEOPLE -> People.parse(content).toJson();
                case RELEASE -> ReleasePolicy.parse(content).toJson();
                case DIRECTOR -> DirectorPolicy.parse(content).toJson();
                case LOG -> LogPolicy.parse(content).toJson();
                default -> content;
            };
        } catch (MalformedDocumentException e) {
            throw CommandFailure.usage(file + ": " + e.getMessage());
        }
    }
}
