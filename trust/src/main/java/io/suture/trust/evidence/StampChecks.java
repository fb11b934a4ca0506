package io.suture.trust.evidence;

import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.TreeHash;
import io.suture.trust.log.timestamp.Timestamp;
import io.suture.trust.log.timestamp.TimestampAuthority;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** The dossier's time stamp: an authority that the reader knows says until when the publication was logged at the latest. */
final class StampChecks {

    static final String ID = "publication-stamped";

    private final Checks checks;
    private final TimestampChecks timestamps;

    StampChecks(Checks checks, PackageFiles files, Optional<TimestampAuthority> authority) {
        this.checks = checks;
        this.timestamps = new TimestampChecks(TimestampChecks.listed(checks, authority, files.log("log/")));
    }

    /**
     * Compares with the log and with what its entries say.
     *
     * @param checkpoint the dossier's
     * @param roots the root of the log at a size
     * @param entries the dossier's
     * @param published the entry of the publication
     */
    void run(
            Fact<Checkpoint> checkpoint,
            LongFunction<Optional<TreeHash>> roots,
            Fact<List<LoggedEntry>> entries,
            Fact<LoggedEntry> published) {
        checks.run(ID, () -> timestamps.conclude(checkpoint, roots) + covering(published.get()));
        timestamps.times().ifPresent(times -> {
            entries.value().ifPresent(all -> all.forEach(entry -> times.see(entry.index(), entry.read())));
            checks.run(times.id(), () -> times.conclude(entries.value().isPresent()));
        });
    }

    private String covering(LoggedEntry published) {
        Timestamp first = timestamps
                .firstOver(published.index())
                .orElseThrow(() -> new OpenCheck("no time stamp is over the publication, entry " + published.index()));
        return "; the publication, entry " + published.index() + ", was logged by " + first.time();
    }
}
