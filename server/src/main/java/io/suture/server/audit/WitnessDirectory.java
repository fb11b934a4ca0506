package io.suture.server.audit;

import io.suture.server.runtime.RefusedStartException;
import io.suture.trust.log.LogException;
import io.suture.trust.log.NoteKey;
import io.suture.trust.log.PolicyFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The witnesses of each log, from tlog-policy files of this server; read once, at start. */
final class WitnessDirectory {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final UnaryOperator<String> origins;
    private final Map<String, WitnessDemand> demands = new HashMap<>();

    /**
     * Reads the files; fails when one is not to be used as it is.
     *
     * @param origins gives a log's origin
     */
    WitnessDirectory(List<Path> files, UnaryOperator<String> origins) {
        this.origins = origins;
        files.forEach(this::read);
    }

    /** Returns what is demanded of a log's checkpoints; empty when no file names the log. */
    Optional<WitnessDemand> of(String log) {
        return Optional.ofNullable(demands.get(origins.apply(log)));
    }

    /** Returns the id of what is demanded of a log's checkpoints now. */
    String demandOf(String log) {
        return of(log).map(WitnessDemand::id).orElse(WitnessDemand.NOBODY);
    }

    private void read(Path file) {
        try {
            PolicyFile policy = PolicyFile.parse(Files.readAllBytes(file));
            Map<String, URI> addresses = new HashMap<>();
            policy.urls().forEach((witness, url) -> addresses.put(witness, address(url)));
            Set<String> named = new TreeSet<>();
            policy.logs().keySet().stream().map(NoteKey::name).forEach(named::add);
            require(!named.isEmpty(), "names no log");
            for (String origin : named) {
                require(
                        demands.put(origin, new WitnessDemand(policy.of(origin), addresses)) == null,
                        "log " + origin + " is in another file, too");
            }
        } catch (LogException | IllegalArgumentException e) {
            throw new RefusedStartException(
                    "suture.audit.witness-policies: " + file + ": " + e.getMessage(),
                    "Name a tlog-policy file with the log, witnesses with their URLs, and a quorum.",
                    e);
        } catch (IOException e) {
            throw new RefusedStartException(
                    "suture.audit.witness-policies names " + file + ", which cannot be read.",
                    "Check path and permissions.",
                    e);
        }
    }

    private static URI address(String url) {
        URI address = URI.create(url.replaceAll("/+$", ""));
        boolean near = "http".equals(address.getScheme()) && LOOPBACK.contains(String.valueOf(address.getHost()));
        require(near || "https".equals(address.getScheme()), url + " is not an https address");
        return address;
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
