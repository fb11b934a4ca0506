package io.suture.server.identity;

import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Argon2id (RFC 9106) with the parameters of the OWASP Password Storage Cheat Sheet. Each computation takes 19 MiB, hence
 * few run at a time, and more than a short queue of them is refused.
 */
@Component
class PasswordHashes implements DisposableBean {

    static final int MEMORY_KIB = 19 * 1024;
    static final int ITERATIONS = 2;
    static final int PARALLELISM = 1;
    static final int SALT_BYTES = 16;
    static final int HASH_BYTES = 32;

    private static final int AT_A_TIME = 4;
    private static final int QUEUE = 64;

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, PARALLELISM, MEMORY_KIB, ITERATIONS);
    private final Scheduler workers = Schedulers.newBoundedElastic(AT_A_TIME, QUEUE, "argon2");

    /** Stands for the hash of somebody who has none, so that an answer takes as long as any other. */
    private final String nobody = encoded("nobody has this password");

    Mono<String> hash(String password) {
        return onWorker(() -> encoded(password));
    }

    /** Return whether this is the password; without a hash it is not, after as much work. */
    Mono<Boolean> matches(String password, Optional<String> hash) {
        return onWorker(() -> argon2.matches(password, hash.orElse(nobody)) && hash.isPresent());
    }

    private String encoded(String password) {
        String hash = argon2.encode(password);
        if (hash == null) {
            throw new IllegalStateException("no hash");
        }
        return hash;
    }

    private <T> Mono<T> onWorker(Supplier<T> work) {
        return Mono.fromSupplier(work)
                .subscribeOn(workers)
                .onErrorMap(
                        RejectedExecutionException.class,
                        full -> new PlainRefusal(ProblemType.UNAVAILABLE, "Too many sign-ins at a time.").refused());
    }

    @Override
    public void destroy() {
        workers.dispose();
    }
}
