package io.suture.device.agent;

import io.suture.device.state.Storage;
import io.suture.trust.director.AssignmentStatement;
import io.suture.trust.director.DirectorException;
import io.suture.trust.director.DirectorPolicy;
import io.suture.trust.director.Nonce;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.pki.DeviceIdentity;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.TufException;
import java.util.random.RandomGenerator;

/** Asks what this device should run, and says whether the answer is the director's and meant for this question. */
final class Director {

    /** The director policy used last: spares the fleet a request for each poll; it counts only if it is the listed one. */
    private static final String POLICY = "policy/director.json";

    private final DeviceServer server;
    private final DeviceIdentity device;
    private final Storage storage;
    private final RandomGenerator random;
    private final Reporter reporter;

    Director(DeviceServer server, DeviceIdentity device, Storage storage, RandomGenerator random, Reporter reporter) {
        this.server = server;
        this.device = device;
        this.storage = storage;
        this.random = random;
        this.reporter = reporter;
    }

    /**
     * An answer, nothing of it verified.
     *
     * @param nonce what was sent with the question
     * @param claimed what the answer claims; good for a refusal's report, and for giving an update up
     */
    record Answer(Nonce nonce, Envelope envelope, AssignmentStatement claimed) {}

    Answer ask() {
        Nonce nonce = Nonce.of(random);
        byte[] body = server.assignment(nonce, InitialRoot.newest(storage));
        try {
            Envelope envelope = Envelope.parse(body);
            return new Answer(nonce, envelope, AssignmentStatement.claimedBy(envelope));
        } catch (MalformedDocumentException e) {
            throw new RefusedException(new Refusal.Malformed("assignment", String.valueOf(e.getMessage())));
        }
    }

    /** Return who asks. */
    DeviceIdentity device() {
        return device;
    }

    /** Return the answer's statement after every check, or throw {@link DirectorException}. */
    AssignmentStatement verified(Answer answer, FreshRepository repository) {
        DirectorPolicy policy = FreshRepository.parse(DirectorPolicy.PATH, policy(repository), DirectorPolicy::parse);
        AssignmentStatement statement = policy.open(answer.envelope(), device, answer.nonce(), repository.now());
        reporter.ok("director", "signed for this device and question, valid until " + statement.until());
        return statement;
    }

    private byte[] policy(FreshRepository repository) {
        TargetFile listed = repository.target(DirectorPolicy.PATH).orElseThrow(DirectorException.PolicyMissing::new);
        return storage.read(POLICY).filter(known -> is(listed, known)).orElseGet(() -> {
            byte[] fetched = repository.content(DirectorPolicy.PATH, FreshRepository.POLICY_BYTES);
            storage.write(POLICY, fetched);
            return fetched;
        });
    }

    private static boolean is(TargetFile listed, byte[] known) {
        try {
            listed.verify(known);
            return true;
        } catch (TufException other) {
            return false;
        }
    }
}
