package io.suture.cli.witness;

import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogException;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.NoteKey;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.VerifiedSignature;
import io.suture.trust.log.witness.Submission;
import io.suture.trust.log.witness.Verdict;
import io.suture.trust.log.witness.VerdictException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Compares, stores and signs, in one step for each log. What was signed is on the disk before anybody hears of it; a log whose
 * file cannot be read is not signed for any more, for nobody knows then what was signed before.
 */
final class WitnessService {

    private static final String TEXT = "text/plain; charset=utf-8";

    private final Map<String, Log> logs = new HashMap<>();
    private final List<NoteSigner> signers;
    private final WitnessFolder folder;
    private final Clock clock;
    private final Consumer<String> alert;

    /**
     * An answer over HTTP.
     *
     * @param status the status
     * @param type the content type
     * @param body the text
     */
    record Answer(int status, String type, String body) {

        static Answer of(Verdict verdict) {
            String type = verdict instanceof Verdict.OtherSize ? Verdict.OtherSize.CONTENT_TYPE : TEXT;
            return new Answer(verdict.status(), type, verdict.explain() + "\n");
        }

        static Answer failed() {
            return new Answer(500, TEXT, "this witness cannot sign for this log\n");
        }

        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A log and what makes judging and storing one step. */
    private record Log(LogPolicy policy, String hash, ReentrantLock lock) {}

    WitnessService(
            Collection<LogPolicy> logs,
            List<NoteSigner> signers,
            WitnessFolder folder,
            Clock clock,
            Consumer<String> alert) {
        logs.forEach(log ->
                this.logs.put(log.origin(), new Log(log, WitnessFolder.hash(log.origin()), new ReentrantLock())));
        this.signers = List.copyOf(signers);
        this.folder = folder;
        this.clock = clock;
        this.alert = alert;
    }

    /** Answers {@code add-checkpoint}. */
    Answer add(byte[] body) {
        try {
            Submission submission = Submission.read(
                    origin -> Optional.ofNullable(logs.get(origin)).map(Log::policy), body);
            return Optional.ofNullable(logs.get(submission.log().origin()))
                    .map(log -> decide(log, submission))
                    .orElseGet(() -> Answer.of(new Verdict.UnknownLog()));
        } catch (VerdictException e) {
            return Answer.of(e.verdict());
        }
    }

    /** Answers the request for the newest checkpoint signed of the log whose origin has this hash. */
    Optional<Answer> newest(String originHash) {
        if (logs.values().stream().noneMatch(log -> log.hash().equals(originHash))) {
            return Optional.empty();
        }
        try {
            return folder.read(originHash).map(note -> new Answer(200, TEXT, note));
        } catch (IOException e) {
            return Optional.of(Answer.failed());
        }
    }

    private Answer decide(Log log, Submission submission) {
        log.lock().lock();
        try {
            Optional<SignedNote> stored = folder.read(log.hash()).map(SignedNote::parse);
            Optional<Checkpoint> known = stored.map(note -> checkpoint(log, note));
            if (submission.fork(known).isPresent()) {
                report(log, stored.map(SignedNote::format).orElse(""), submission);
            }
            Verdict verdict = submission.judge(known);
            return verdict instanceof Verdict.Accepted ? cosign(log, submission, stored) : Answer.of(verdict);
        } catch (IOException | LogException e) {
            alert.accept("ALERT state-damaged " + log.policy().origin() + ": " + e.getMessage());
            return Answer.failed();
        } finally {
            log.lock().unlock();
        }
    }

    private Answer cosign(Log log, Submission submission, Optional<SignedNote> stored) throws IOException {
        NoteSigner[] all = signers.toArray(new NoteSigner[0]);
        String lines = SignedNote.sign(submission.checkpoint().format(), time(stored), all)
                .linesOf(keys());
        folder.write(log.hash(), SignedNote.parse(submission.note()).with(lines).format());
        return new Answer(200, TEXT, lines);
    }

    /** A clock that was put back does not make this witness contradict itself. */
    private Instant time(Optional<SignedNote> stored) {
        Instant now = clock.instant();
        return stored.stream()
                .flatMap(note -> note.signatures(keys()).stream())
                .map(VerifiedSignature::time)
                .flatMap(Optional::stream)
                .filter(now::isBefore)
                .max(Instant::compareTo)
                .orElse(now);
    }

    private List<NoteKey> keys() {
        return signers.stream().map(NoteSigner::key).toList();
    }

    private static Checkpoint checkpoint(Log log, SignedNote note) {
        Checkpoint checkpoint = Checkpoint.parse(note.unverifiedText());
        log.policy().requireOrigin(checkpoint);
        return checkpoint;
    }

    private void report(Log log, String stored, Submission offered) throws IOException {
        Checkpoint fork = offered.checkpoint();
        String where = folder.keep(log.hash(), stored, offered.note())
                .map(file -> "both are in " + file)
                .orElse("the evidence folder is full");
        alert.accept(
                "ALERT log-fork " + fork.origin() + ": another root was signed for size " + fork.size() + "; " + where);
    }
}
