package io.suture.cli.session;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options every command takes, in front of or behind its name; the profile file fills the ones not given. */
public final class GlobalOptions {

    @Option(
            names = "--server",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "The server, e.g. https://localhost:8443.")
    private @Nullable URI server;

    @Option(
            names = "--ca",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "PEM of the authority that vouches for the server; no other is trusted.")
    private @Nullable Path ca;

    @Option(
            names = "--as",
            scope = ScopeType.INHERIT,
            paramLabel = "PERSON",
            description = "Id of the person who acts.")
    private @Nullable String person;

    @Option(
            names = "--key",
            scope = ScopeType.INHERIT,
            paramLabel = "KEY",
            description =
                    "The person's private key: PEM file, file.p12[#alias] or pkcs11: address. Passphrase and PIN are asked"
                            + " for, or come from SUTURE_PASSPHRASE and SUTURE_PIN.")
    private @Nullable String key;

    @Option(
            names = "--manufacturer",
            scope = ScopeType.INHERIT,
            paramLabel = "ID",
            description = "Id of the manufacturer.")
    private @Nullable String manufacturer;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Write one JSON object instead of text.")
    private boolean json;

    @Option(
            names = "--profile",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "JSON file with server, ca, as, key, manufacturer. Default: $SUTURE_PROFILE.")
    private @Nullable Path profile;

    /** Return whether the output is for a machine. */
    public boolean json() {
        return json;
    }

    /** Return the options together with the profile file's. */
    Profile effective(Map<String, String> environment) {
        Profile given = new Profile(
                Optional.ofNullable(server),
                Optional.ofNullable(ca),
                Optional.ofNullable(person),
                Optional.ofNullable(key),
                Optional.ofNullable(manufacturer));
        return profileFile(environment).map(Profile::read).map(given::or).orElse(given);
    }

    private Optional<Path> profileFile(Map<String, String> environment) {
        return Optional.ofNullable(profile)
                .or(() -> Optional.ofNullable(environment.get("SUTURE_PROFILE"))
                        .filter(name -> !name.isBlank())
                        .map(Path::of));
    }
}
