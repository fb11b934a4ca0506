package io.suture.device.tuf;

import io.suture.trust.tuf.TufLimits;
import java.nio.file.Path;
import java.util.List;

/** What is to be done (CLIENT-CLI.md, "Commands"). */
sealed interface Command {

    /** Return the folder of the trusted metadata. */
    Path metadata();

    /** Have it done. */
    void by(TufClient client);

    /** Start from a trusted root, unchecked. */
    record Init(Path metadata, Path trustedRoot) implements Command {

        @Override
        public void by(TufClient client) {
            client.init(this);
        }
    }

    /** Bring the top-level metadata up to date. */
    record Refresh(Path metadata, String metadataUrl, TufLimits limits) implements Command {

        @Override
        public void by(TufClient client) {
            client.refresh(this);
        }
    }

    /** Refresh, then fetch targets one after the other. */
    record Download(Refresh refresh, List<String> names, String targetBaseUrl, Path folder) implements Command {

        public Download {
            names = List.copyOf(names);
        }

        @Override
        public Path metadata() {
            return refresh.metadata();
        }

        @Override
        public void by(TufClient client) {
            client.download(this);
        }
    }
}
