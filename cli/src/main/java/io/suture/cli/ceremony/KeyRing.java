package io.suture.cli.ceremony;

import io.suture.cli.keys.KeyFiles;
import io.suture.cli.keys.KeyLocation;
import io.suture.cli.session.Session;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key files of a ceremony, each opened once. */
final class KeyRing {

    private final Session session;
    private final Map<Path, Optional<Signer>> signers = new HashMap<>();

    KeyRing(Session session) {
        this.session = session;
    }

    List<PublicKey> publicKeys(List<Path> files) {
        List<PublicKey> keys = new ArrayList<>();
        files.forEach(file -> keys.add(
                signer(file).map(Signer::publicKey).orElseGet(() -> KeyFiles.readPublic(session, location(file)))));
        return keys;
    }

    /** Return the signers of the files that hold a private key. */
    List<Signer> signers(List<Path> files) {
        return files.stream().flatMap(file -> signer(file).stream()).toList();
    }

    private Optional<Signer> signer(Path file) {
        return signers.computeIfAbsent(
                file.normalize(),
                f -> KeyFiles.holdsPrivate(location(f))
                        ? Optional.of(KeyFiles.open(session, location(f)).signer())
                        : Optional.empty());
    }

    private static KeyLocation location(Path file) {
        return KeyLocation.of(file.toString());
    }
}
