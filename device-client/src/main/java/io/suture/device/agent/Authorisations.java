package io.suture.device.agent;

import io.suture.device.state.Storage;
import io.suture.trust.breakglass.Authorisation;
import io.suture.trust.breakglass.BreakGlassException;
import io.suture.trust.breakglass.BreakGlassPolicy;
import io.suture.trust.breakglass.LiftedCheck;
import io.suture.trust.director.AssignedRelease;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.log.LogPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * From what two people signed to a choice that lifts checks (rule 13, ADR 0030). Each authorisation counts once, for ever:
 * it is used up before its update begins, so who loses power in between needs another one.
 */
final class Authorisations {

    private static final String USED = "break-glass/";

    private final Director director;
    private final boolean carried;
    private final Storage storage;
    private final Reporter reporter;

    Authorisations(Director director, boolean carried, Storage storage, Reporter reporter) {
        this.director = director;
        this.carried = carried;
        this.storage = storage;
        this.reporter = reporter;
    }

    /** Return the choice after every check of the authorisation, or throw. */
    Choice verified(Envelope envelope, FreshRepository repository, Optional<Notes.Stored> stored) {
        Authorisation allowed = open(policy(repository), envelope, now(repository, stored));
        if (storage.read(file(allowed)).isPresent()) {
            throw new BreakGlassException.Used(envelope.payloadDigest());
        }
        if (!carried && !allowed.lifts(LiftedCheck.ASSIGNMENT)) {
            requireAssigned(allowed, repository);
        }
        reporter.ok("break-glass", "%s lifts %s".formatted(envelope.payloadDigest(), allowed.lifts()));
        return Choice.authorised(allowed, envelope);
    }

    /** Use a verified one up. */
    void use(Envelope envelope) {
        String digest = envelope.payloadDigest() + "\n";
        storage.write(file(Authorisation.claimedBy(envelope)), digest.getBytes(StandardCharsets.US_ASCII));
    }

    /** Its nonce makes it another one than any before, whatever else is signed anew. */
    private static String file(Authorisation authorisation) {
        return USED + authorisation.nonce().hex();
    }

    private static BreakGlassPolicy policy(FreshRepository repository) {
        if (repository.target(BreakGlassPolicy.PATH).isEmpty()) {
            throw new BreakGlassException.PolicyMissing();
        }
        return repository.document(BreakGlassPolicy.PATH, BreakGlassPolicy::parse);
    }

    /** The clock may have been put back; what the device saw of the log it has seen. */
    private static Instant now(FreshRepository repository, Optional<Notes.Stored> stored) {
        LogPolicy log = repository.document("policy/log.json", LogPolicy::parse);
        return LogCheck.lastSeen(log, stored)
                .filter(seen -> seen.isAfter(repository.now()))
                .orElse(repository.now());
    }

    private Authorisation open(BreakGlassPolicy policy, Envelope envelope, Instant now) {
        try {
            return policy.open(envelope, director.device(), now);
        } catch (MalformedDocumentException e) {
            throw new RefusedException(new Refusal.Malformed("authorisation", String.valueOf(e.getMessage())));
        }
    }

    private void requireAssigned(Authorisation allowed, FreshRepository repository) {
        Optional<AssignedRelease> assigned =
                director.verified(director.ask(), repository).release();
        if (!assigned.equals(Optional.of(allowed.release()))) {
            throw new BreakGlassException.NotAssigned(allowed.release().id());
        }
    }
}
