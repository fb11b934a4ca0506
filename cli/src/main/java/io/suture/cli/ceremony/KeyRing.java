package io.suture.cli.ceremony;

import io.suture.cli.ceremony.PlanMembers.PlannedKey;
import io.suture.cli.keys.KeyFiles;
import io.suture.cli.keys.KeyLocation;
import io.suture.cli.keys.OpenKey;
import io.suture.cli.session.Session;
import io.suture.trust.key.PublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The keys of a ceremony, each opened once, and who holds them. */
final class KeyRing {

    private final Session session;
    private final Map<KeyLocation, PublicKey> known = new LinkedHashMap<>();
    private final Map<PublicKey, OpenKey> signers = new LinkedHashMap<>();
    private final Map<String, String> owners = new TreeMap<>();

    KeyRing(Session session) {
        this.session = session;
    }

    List<PublicKey> publicKeys(Collection<PlannedKey> keys) {
        List<PublicKey> all = new ArrayList<>();
        for (PlannedKey key : keys) {
            PublicKey publicKey = publicKey(key.location());
            key.owner().ifPresent(owner -> owners.put(publicKey.keyId().value(), owner));
            all.add(publicKey);
        }
        return all;
    }

    PublicKey publicKey(KeyLocation location) {
        PublicKey there = known.get(location);
        if (there == null) {
            there = open(location);
            known.put(location, there);
        }
        return there;
    }

    /** Return every private key that was opened. */
    Collection<OpenKey> signers() {
        return signers.values();
    }

    /** Return who holds which key, by key id. */
    Map<String, String> owners() {
        return owners;
    }

    private PublicKey open(KeyLocation location) {
        if (!KeyFiles.holdsPrivate(location)) {
            return KeyFiles.readPublic(session, location);
        }
        OpenKey key = KeyFiles.open(session, location);
        signers.putIfAbsent(key.signer().publicKey(), key);
        return key.signer().publicKey();
    }
}
