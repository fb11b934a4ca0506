package io.suture.server.identity;

import io.suture.server.runtime.ExampleKeys;
import io.suture.server.runtime.PemText;
import io.suture.server.runtime.RefusedStartException;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyFormatException;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Registers the first person, an administrator; later starts find the person, active or not, and change nothing. */
@Component
@ConditionalOnProperty(name = "suture.identity.bootstrap-admin-key")
class BootstrapAdmin implements SmartLifecycle {

    private static final String PROPERTY = "suture.identity.bootstrap-admin-key";

    private final PeopleRegistry people;
    private final PeopleTable table;
    private final IdentitySettings settings;
    private final ExampleKeys examples;
    private volatile boolean running;

    BootstrapAdmin(PeopleRegistry people, PeopleTable table, IdentitySettings settings, ExampleKeys examples) {
        this.people = people;
        this.table = table;
        this.settings = settings;
        this.examples = examples;
    }

    /** Before the web server's phase, so that the first request finds the person. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        register().toFuture().join();
        running = true;
    }

    private Mono<Person> register() {
        JsonObject by = JsonObject.builder().put("id", "_bootstrap").build();
        return table.find(settings.bootstrapAdminId())
                .switchIfEmpty(Mono.defer(() -> people.register(administrator(), by)));
    }

    private Person administrator() {
        return new Person(
                settings.bootstrapAdminId(),
                "Administrator",
                Set.of(Role.ADMIN),
                Optional.empty(),
                Optional.empty(),
                key());
    }

    private PublicKey key() {
        PublicKey key = key(settings.bootstrapAdminKey());
        examples.require(key.fingerprint(), PROPERTY);
        return key;
    }

    /** Accepts the private key's PEM too, and takes only the public half of it. */
    static PublicKey key(@Nullable String property) {
        String pem = PemText.read(property, PROPERTY);
        try {
            return pem.contains("PRIVATE KEY")
                    ? SoftwareSigner.fromPem(pem, null).publicKey()
                    : PublicKey.fromPem(pem);
        } catch (KeyFormatException e) {
            throw new RefusedStartException(PROPERTY + " holds no usable key.", "Set it to a PEM public key.", e);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
