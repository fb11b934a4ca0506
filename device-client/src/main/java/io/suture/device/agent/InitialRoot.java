package io.suture.device.agent;

import io.suture.device.state.FileMetadataStore;
import io.suture.device.state.StateDamagedException;
import io.suture.device.state.Storage;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.TufException;
import java.util.Optional;

/** The root metadata given at enrolment, kept beside the newest: a damaged newest one is walked to again (TUF 5.2, 5.3). */
final class InitialRoot {

    private static final String FILE = "identity/root.json";
    private static final String DIRECTORY = "tuf";

    private InitialRoot() {}

    /** Refuse a root that its own keys did not sign; expiry does not matter here. */
    static void require(byte[] root) {
        try {
            SignedMetadata metadata = SignedMetadata.parse(Root.TYPE, root);
            metadata.requireSignedBy(metadata.asRoot().role(Root.TYPE));
        } catch (TufException e) {
            throw new RefusedException(new Refusal.Metadata(e));
        }
    }

    static void write(Storage storage, byte[] root) {
        storage.write(FILE, root);
        store(storage).write(Root.TYPE, root);
    }

    /** Return the device's metadata, with a root to start from. */
    static KeptRoots store(Storage storage) {
        return new KeptRoots(storage, new FileMetadataStore(storage, DIRECTORY));
    }

    /** Return the root of the enrolment, from which everything is verified. */
    static byte[] read(Storage storage) {
        return storage.read(FILE).orElseThrow(() -> new StateDamagedException(FILE, "missing"));
    }

    /** Return the version of the newest root that this device trusts, empty if its file is damaged. */
    static Optional<Long> newest(Storage storage) {
        return store(storage)
                .read(Root.TYPE)
                .filter(InitialRoot::sound)
                .map(root -> SignedMetadata.parse(Root.TYPE, root).asRoot().version());
    }

    static void repair(Storage storage, Reporter reporter) {
        if (store(storage).read(Root.TYPE).filter(InitialRoot::sound).isPresent()) {
            return;
        }
        byte[] initial = read(storage);
        reporter.fail("state-damaged", "tuf/root.json replaced by the root of the enrolment");
        store(storage).write(Root.TYPE, initial);
    }

    private static boolean sound(byte[] root) {
        try {
            require(root);
            return true;
        } catch (RefusedException damaged) {
            return false;
        }
    }
}
