package io.suture.server.identity;

import io.suture.server.audit.AuditEvent;
import io.suture.server.audit.AuditKind;
import io.suture.server.audit.AuditTrail;
import io.suture.server.problem.Fields;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Sets up local accounts. An administrator hands out a one-time code, with which the person chooses a password and joins an
 * authenticator app; there is no other way to recover an account (21 CFR 11.300(c)).
 */
@Component
class LocalAccounts {

    static final Duration SETUP_LIFE = Duration.ofHours(24);
    static final int MIN_PASSWORD = 12;

    private static final String ATTEMPT = "account-setup";
    private static final int CODE_BYTES = 20;
    private static final String ISSUER = "Suture";

    private final LocalAccountTable table;
    private final PeopleChanges people;
    private final PeopleTable registry;
    private final CredentialResets resets;
    private final PasswordHashes passwords;
    private final TotpSecrets secrets;
    private final Throttle throttle;
    private final FailedAttempts failures;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SecureRandom random;

    LocalAccounts(
            LocalAccountTable table,
            PeopleChanges people,
            PeopleTable registry,
            CredentialResets resets,
            PasswordHashes passwords,
            TotpSecrets secrets,
            Throttle throttle,
            FailedAttempts failures,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock,
            SecureRandom random) {
        this.table = table;
        this.people = people;
        this.registry = registry;
        this.resets = resets;
        this.passwords = passwords;
        this.secrets = secrets;
        this.throttle = throttle;
        this.failures = failures;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.random = random;
    }

    /** A code to hand to the person. */
    record SetupCode(String code, Instant expiresAt) {}

    /** Make or reset a person's account; what opened it before does not any more. */
    Mono<SetupCode> reset(Actor by, String id, String reason) {
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(CODE_BYTES));
        Instant expires = clock.instant().plus(SETUP_LIFE);
        return people.visible(by, id)
                .filter(person -> person.active() && person.kind() == Person.Kind.PERSON)
                .switchIfEmpty(Mono.error(() ->
                        new PlainRefusal(ProblemType.CONFLICT, "Only an active person has an account.").refused()))
                .flatMap(person -> resets.open(by, person, reason)
                        .flatMap(event -> table.reset(id, new LocalAccount.Setup(hash(code), expires), event)))
                .thenReturn(new SetupCode(code, expires))
                .as(transaction::transactional);
    }

    /** Choose a password; returns what joins an authenticator app. Until the activation it can be repeated. */
    Mono<Authenticator> choose(String id, String code, String password, Throttle.Attempt attempt) {
        if (password.codePointCount(0, password.length()) < MIN_PASSWORD
                || password.length() > PasswordSignIn.MAX_PASSWORD) {
            throw Fields.invalid(
                    "password", "must have %d to %d characters".formatted(MIN_PASSWORD, PasswordSignIn.MAX_PASSWORD));
        }
        byte[] salt = bytes(TotpSecrets.SALT_BYTES);
        return open(id, code, attempt)
                .flatMap(person -> passwords
                        .hash(password)
                        .flatMap(encoded -> audit.append(event(person, AuditKind.PASSWORD_CHOSEN))
                                .flatMap(event -> table.choose(id, hash(code), encoded, salt, event))
                                .as(transaction::transactional)))
                .filter(chosen -> chosen)
                .switchIfEmpty(Mono.error(LocalAccounts::refused))
                .map(chosen -> authenticator(id, secrets.secret(id, salt)));
    }

    /** Activate the account with the first one-time password, which shows that the app was joined. */
    Mono<Void> activate(String id, String code, String totp, Throttle.Attempt attempt) {
        return open(id, code, attempt)
                .filterWhen(person -> isRight(id, totp))
                .switchIfEmpty(Mono.defer(() -> failed(id)))
                .flatMap(person -> audit.append(event(person, AuditKind.ACCOUNT_ACTIVATED))
                        .flatMap(event -> table.activate(id, hash(code), event))
                        .as(transaction::transactional))
                .filter(activated -> activated)
                .switchIfEmpty(Mono.error(LocalAccounts::refused))
                .then(throttle.succeeded(attempt));
    }

    /** Return the person whose code this is. */
    private Mono<Person> open(String id, String code, Throttle.Attempt attempt) {
        return throttle.begin(attempt)
                .then(Mono.defer(() -> table.find(id)))
                .flatMap(account -> Mono.justOrEmpty(account.setup()))
                .filter(setup -> isRight(setup, code))
                .flatMap(setup -> registry.findActive(id))
                .delayUntil(person -> throttle.succeeded(attempt))
                .switchIfEmpty(Mono.defer(() -> failed(id)));
    }

    private Mono<Boolean> isRight(String id, String totp) {
        return table.find(id)
                .flatMap(account -> Mono.justOrEmpty(account.salt()))
                .map(salt -> Totp.STANDARD.match(secrets.secret(id, salt), totp, clock.instant()))
                .filter(OptionalLong::isPresent)
                .flatMap(step -> table.use(id, step.getAsLong()))
                .defaultIfEmpty(false);
    }

    private boolean isRight(LocalAccount.Setup setup, String code) {
        return MessageDigest.isEqual(ascii(setup.hash()), ascii(hash(code)))
                && !clock.instant().isAfter(setup.expiresAt());
    }

    private Mono<Person> failed(String id) {
        JsonObject somebody = JsonObject.builder().put("id", id).build();
        return failures.report(AuditEvent.PLATFORM, somebody, ATTEMPT, "credentials")
                .then(Mono.error(LocalAccounts::refused));
    }

    private static RuntimeException refused() {
        return new PlainRefusal(ProblemType.CREDENTIALS_REFUSED, "The code is not accepted; ask for a new one.")
                .refused();
    }

    private static Authenticator authenticator(String id, byte[] secret) {
        String text = Base32.encode(secret);
        return new Authenticator(text, "otpauth://totp/%s:%s?secret=%s&issuer=%s".formatted(ISSUER, id, text, ISSUER));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String hash(String code) {
        return Digest.of(code.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The person's own deed: only the person had the code. */
    private static AuditEvent event(Person person, AuditKind kind) {
        return new AuditEvent(
                person.actor().manufacturer().orElse(AuditEvent.PLATFORM),
                kind,
                JsonObject.EMPTY,
                person.actor().describe(),
                JsonObject.EMPTY,
                JsonObject.EMPTY);
    }
}
