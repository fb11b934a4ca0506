package io.suture.cli.breakglass;

import io.suture.cli.keys.KeyFiles;
import io.suture.cli.keys.KeyLocation;
import io.suture.cli.keys.KeyLocationConverter;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.breakglass.Authorisation;
import io.suture.trust.breakglass.LiftedCheck;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.director.Nonce;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.release.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code break-glass write}: the first of two people writes an authorisation and signs it (ADR 0030). */
@Command(
        name = "write",
        description = {
            "Write what one device may install although named checks do not pass, and sign it; offline.",
            "A second person signs the same file with 'break-glass sign'; then it counts on that device, once."
        })
public final class WriteAuthorisationCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--device", required = true, paramLabel = "ID", description = "The one device.")
    private String device = "";

    @Option(names = "--manifest", required = true, paramLabel = "FILE", description = "The release's manifest.json.")
    private Path manifest = Path.of("");

    @Option(
            names = "--lift",
            required = true,
            paramLabel = "CHECK",
            description = "assignment, checkpoint-age, witness-quorum or log-entry. Repeat for more.")
    private List<String> lifts = List.of();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    @Option(names = "--hours", paramLabel = "N", defaultValue = "24", description = "How long it counts. Default: 24.")
    private int hours;

    @Option(
            names = "--signing-key",
            required = true,
            paramLabel = "KEY",
            description = "Your break-glass key: PEM file, file.p12[#alias] or pkcs11: address.",
            converter = KeyLocationConverter.class)
    private KeyLocation key = KeyLocation.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where it goes.")
    private Path out = Path.of("");

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public WriteAuthorisationCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        LocalFiles.requireAbsent(out);
        Instant now = session.world().clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Authorisation authorisation = new Authorisation(
                new DeviceIdentity(session.manufacturer(), device),
                AssignedRelease.of(Manifest.parse(LocalFiles.read(manifest, LocalFiles.DOCUMENT))),
                lifts.stream().map(LiftedCheck::ofJson).collect(Collectors.toSet()),
                reason,
                now,
                now.plus(Duration.ofHours(hours)),
                Nonce.of(session.world().random()));
        Shown.confirm(session, authorisation, yes);
        LocalFiles.write(
                out, authorisation.sign(KeyFiles.open(session, key).signer()).toJson());
        session.say("signed once: a second person runs suture break-glass sign " + out);
        return 0;
    }
}
