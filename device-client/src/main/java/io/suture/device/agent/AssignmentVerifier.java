package io.suture.device.agent;

import io.suture.device.state.DeviceState;
import io.suture.trust.breakglass.BreakGlassException;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.director.AssignmentStatement.Reason;
import io.suture.trust.director.DirectorException;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.log.LogException;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.TufException;
import java.util.Optional;
import java.util.function.Supplier;

/** From an answer to what follows from it: fresh metadata, the director's word, then every check of the release. */
final class AssignmentVerifier {

    private final String product;
    private final Director director;
    private final ReleaseVerifier releases;
    private final Repositories repositories;
    private final Authorisations authorisations;
    private final Reporter reporter;

    AssignmentVerifier(
            String product,
            Director director,
            ReleaseVerifier releases,
            Repositories repositories,
            Authorisations authorisations,
            Reporter reporter) {
        this.product = product;
        this.director = director;
        this.releases = releases;
        this.repositories = repositories;
        this.authorisations = authorisations;
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
        return refusing(() -> check(answer, state, stored));
    }

    /** Return the release that was chosen at the device after every check, or throw {@link RefusedException}. */
    VerifiedRelease verify(Choice choice, DeviceState state, Optional<Notes.Stored> stored) {
        return refusing(() -> {
            releases.forget();
            return verified(repositories.refresh(), choice, state, stored);
        });
    }

    /** Return what two people allowed this device after every check that they did not lift, or throw. */
    VerifiedRelease verify(Envelope authorisation, DeviceState state, Optional<Notes.Stored> stored) {
        return refusing(() -> {
            releases.forget();
            FreshRepository repository = repositories.refresh();
            return verified(repository, authorisations.verified(authorisation, repository, stored), state, stored);
        });
    }

    private VerifiedRelease verified(
            FreshRepository repository, Choice choice, DeviceState state, Optional<Notes.Stored> stored) {
        VerifiedRelease verified = releases.verify(repository, choice, state, stored);
        repositories.keep(repository, choice, state);
        return verified;
    }

    /** Run checks; whatever refuses becomes a {@link RefusedException}. */
    static <T> T refusing(Supplier<T> checks) {
        try {
            return checks.get();
        } catch (TufException e) {
            throw new RefusedException(new Refusal.Metadata(e));
        } catch (DirectorException e) {
            throw new RefusedException(new Refusal.DirectorRefused(e));
        } catch (LogException e) {
            throw new RefusedException(new Refusal.LogRefused(e));
        } catch (BreakGlassException e) {
            throw new RefusedException(new Refusal.BreakGlassRefused(e));
        }
    }

    private Verified check(Director.Answer answer, DeviceState state, Optional<Notes.Stored> stored) {
        releases.forget();
        FreshRepository repository = repositories.refresh();
        AssignmentStatement assignment = director.verified(answer, repository);
        return new Verified(
                assignment,
                toInstall(assignment, state)
                        .map(release -> Choice.ofDirector(release, answer.envelope()))
                        .map(choice -> verified(repository, choice, state, stored)));
    }

    private Optional<AssignedRelease> toInstall(AssignmentStatement assignment, DeviceState state) {
        Optional<AssignedRelease> wanted = assignment.release().filter(release -> !isRunning(release.id(), state));
        reporter.ok("assignment", explain(assignment, wanted));
        return wanted;
    }

    /** Return whether the device runs the release already. */
    boolean isRunning(ReleaseId release, DeviceState state) {
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
