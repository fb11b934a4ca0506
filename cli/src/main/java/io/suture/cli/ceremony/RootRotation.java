package io.suture.cli.ceremony;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.TufException;
import java.nio.file.Path;
import java.util.Optional;

/** A new root must follow the one before and be signed by its keys too (TUF 5.3.4, 5.3.5, 6.1). */
final class RootRotation {

    private RootRotation() {}

    static void verify(CeremonyPlan plan, OfflineMetadata made) {
        Optional<CeremonyPlan.RolePlan> root = plan.root().filter(role -> role.version() > 1);
        if (root.isPresent()) {
            Path file = root.get()
                    .previous()
                    .orElseThrow(() -> CommandFailure.usage("a root after the first needs \"previous\" in the plan"));
            Root previous = OfflineMetadata.parse("root", LocalFiles.read(file, LocalFiles.DOCUMENT))
                    .asRoot();
            requireFollows(previous, root.get().version());
            requireSigned(previous, made);
        }
    }

    private static void requireFollows(Root previous, long version) {
        if (version != previous.version() + 1) {
            throw CommandFailure.usage("root version " + version + " does not follow " + previous.version());
        }
    }

    private static void requireSigned(Root previous, OfflineMetadata made) {
        try {
            made.of("root").requireSignedBy(previous.role("root"));
        } catch (TufException e) {
            throw CommandFailure.refused(e.code(), "keys of the root before must sign the new one: " + e.getMessage());
        }
    }
}
