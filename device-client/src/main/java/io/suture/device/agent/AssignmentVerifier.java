package io.suture.device.agent;

import io.suture.device.state.DeviceState;
import io.suture.device.state.Storage;
import io.suture.device.transport.Transport;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.director.AssignmentStatement.Reason;
import io.suture.trust.director.DirectorException;
import io.suture.trust.log.LogException;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.TufException;
import java.time.Clock;
import java.util.Optional;

/** From an answer to what follows from it: fresh metadata, the director's word, then every check of the release. */
final class AssignmentVerifier {

    private final String product;
    private final Director director;
    private final ReleaseVerifier releases;
    private final DeviceServer server;
    private final Transport transport;
    private final Storage storage;
    private final Clock clock;
    private final Reporter reporter;

    AssignmentVerifier(
            String product,
            Director director,
            ReleaseVerifier releases,
            DeviceServer server,
            Transport transport,
            Storage storage,
            Clock clock,
            Reporter reporter) {
        this.product = product;
        this.director = director;
        this.releases = releases;
        this.server = server;
        this.transport = transport;
        this.storage = storage;
        this.clock = clock;
        this.reporter = reporter;
    }

    /**
     * What is verified.
     *
     * @param release the release to install, empty if there is none or it runs already
     */
    record Verified(AssignmentStatement assignment, Optional<VerifiedRelease> release) {}

    /** Return what to do after every check, or throw {@link RefusedException}. */
    Verified verify(Director.Answer answer, DeviceState state, Optional<Notes.Stored> stored) {
        try {
            return check(answer, state, stored);
        } catch (TufException e) {
            throw new RefusedException(new Refusal.Metadata(e));
        } catch (DirectorException e) {
            throw new RefusedException(new Refusal.DirectorRefused(e));
        } catch (LogException e) {
            throw new RefusedException(new Refusal.LogRefused(e));
        }
    }

    private Verified check(Director.Answer answer, DeviceState state, Optional<Notes.Stored> stored) {
        releases.forget();
        FreshRepository repository = FreshRepository.refresh(server, transport, storage, clock.instant(), reporter);
        AssignmentStatement assignment = director.verified(answer, repository);
        return new Verified(
                assignment,
                toInstall(assignment, state)
                        .map(release -> releases.verify(repository, release, answer.envelope(), state, stored)));
    }

    private Optional<AssignedRelease> toInstall(AssignmentStatement assignment, DeviceState state) {
        Optional<AssignedRelease> wanted = assignment.release().filter(release -> !isRunning(release.id(), state));
        reporter.ok("assignment", explain(assignment, wanted));
        return wanted;
    }

    private boolean isRunning(ReleaseId release, DeviceState state) {
        return release.version().equals(state.version()) && release.product().equals(product);
    }

    private static String explain(AssignmentStatement assignment, Optional<AssignedRelease> wanted) {
        if (wanted.isPresent()) {
            return wanted.get().toString();
        }
        return assignment
                .release()
                .map(release -> release + " already runs")
                .or(() -> assignment.reason().map(AssignmentVerifier::text))
                .orElse("");
    }

    private static String text(Reason reason) {
        return reason.code() + ": " + reason.explain();
    }
}
