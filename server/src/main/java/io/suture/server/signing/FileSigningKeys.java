package io.suture.server.signing;

import io.suture.server.runtime.KeyFolder;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.key.SoftwareSigner;
import java.util.Optional;
import java.util.concurrent.Callable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Keys in the server's key folder: {@code <manufacturer>/<role>}. */
final class FileSigningKeys implements SigningKeys {

    private final KeyFolder folder;
    private final Scheduler blocking;

    FileSigningKeys(KeyFolder folder, Scheduler blocking) {
        this.folder = folder;
        this.blocking = blocking;
    }

    @Override
    public Mono<PublicKey> ensure(String manufacturer, String role) {
        return onWorker(() -> Optional.of(folder.ensure(manufacturer, role, algorithm(role))))
                .map(SoftwareSigner::publicKey);
    }

    @Override
    public Mono<Signer> signer(String manufacturer, String role) {
        return onWorker(() -> folder.find(manufacturer, role)).cast(Signer.class);
    }

    private static KeyAlgorithm algorithm(String role) {
        return role.equals(LOG_ML_DSA_44) ? KeyAlgorithm.ML_DSA_44 : KeyAlgorithm.ED25519;
    }

    private <T> Mono<T> onWorker(Callable<Optional<T>> work) {
        return Mono.fromCallable(work).subscribeOn(blocking).flatMap(Mono::justOrEmpty);
    }
}
