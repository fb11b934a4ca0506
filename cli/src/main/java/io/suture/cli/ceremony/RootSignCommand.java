package io.suture.cli.ceremony;

import io.suture.cli.keys.KeyFiles;
import io.suture.cli.keys.KeyLocation;
import io.suture.cli.keys.KeyLocationConverter;
import io.suture.cli.keys.OpenKey;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code root sign}: a key holder reads what would change and signs it, on a machine of their own. */
@Command(
        name = "sign",
        description = {
            "Sign a signing request with a key holder's key; offline.",
            "What differs from the version before is worked out here, from the bytes that would be signed."
        })
public final class RootSignCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--in", required = true, paramLabel = "REQUEST", description = "signing-request.json.")
    private Path in = Path.of("");

    @Option(
            names = "--signing-key",
            required = true,
            paramLabel = "KEY",
            description = "The key holder's private key: PEM file, file.p12[#alias] or pkcs11: address.",
            converter = KeyLocationConverter.class)
    private KeyLocation key = KeyLocation.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the signatures go.")
    private Path out = Path.of("");

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public RootSignCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SigningRequest request = SigningRequest.read(in);
        request.offline().requireDocuments();
        List<FileState> states = request.offline().states();
        OpenKey holder = KeyFiles.open(session, key);
        List<FileState> mine = states.stream()
                .filter(state ->
                        state.keys().containsKey(holder.signer().publicKey().keyId()))
                .filter(state ->
                        !state.signedBy().contains(holder.signer().publicKey().keyId()))
                .toList();
        requireSomething(mine, states, holder);
        session.say("manufacturer " + request.manufacturer());
        mine.forEach(state -> show(state, request));
        Instant now = session.world().clock().instant();
        List<RoleSignature> signatures = mine.stream()
                .map(state -> RoleSignature.make(state, holder.signer(), holder.store(), now))
                .toList();
        LocalFiles.write(out, RoleSignature.toJson(signatures));
        tell(signatures);
        return 0;
    }

    private void show(FileState state, SigningRequest request) {
        Report.of(state, request.owners()).forEach(session::say);
        session.confirmDigest(state.name(), state.digest(), yes);
    }

    private void requireSomething(List<FileState> mine, List<FileState> states, OpenKey holder) {
        boolean known = states.stream()
                .anyMatch(state ->
                        state.keys().containsKey(holder.signer().publicKey().keyId()));
        if (!known) {
            throw CommandFailure.refused("key-not-authorised", key + " is not a key of any role here");
        }
        if (mine.isEmpty()) {
            throw CommandFailure.refused("already-signed", key + " has signed everything here already");
        }
    }

    private void tell(List<RoleSignature> signatures) {
        List<String> files = signatures.stream().map(RoleSignature::file).toList();
        session.say("signed " + files + ": carry " + out + " back (suture root import)");
        session.result(JsonObject.builder().putStrings("files", files).build());
    }
}
