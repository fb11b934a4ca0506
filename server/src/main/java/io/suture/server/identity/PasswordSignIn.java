package io.suture.server.identity;

import io.suture.server.audit.AuditEvent;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.trust.json.JsonObject;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Verifies password and one-time password. Whatever is wrong, the answer is the same and takes as long; every failure is
 * reported and slows the next attempt down.
 */
@Component
class PasswordSignIn {

    /** Longest password; longer ones would make work for nothing. */
    static final int MAX_PASSWORD = 128;

    private final LocalAccountTable accounts;
    private final PeopleTable people;
    private final PasswordHashes passwords;
    private final TotpSecrets secrets;
    private final Throttle throttle;
    private final FailedAttempts failures;
    private final Clock clock;

    PasswordSignIn(
            LocalAccountTable accounts,
            PeopleTable people,
            PasswordHashes passwords,
            TotpSecrets secrets,
            Throttle throttle,
            FailedAttempts failures,
            Clock clock) {
        this.accounts = accounts;
        this.people = people;
        this.passwords = passwords;
        this.secrets = secrets;
        this.throttle = throttle;
        this.failures = failures;
        this.clock = clock;
    }

    /** Who somebody says to be, and the proof. */
    record Credentials(String person, String password, String totp) {

        @Override
        public String toString() {
            return "Credentials of " + person;
        }
    }

    /** Return the person; fails with {@code credentials-refused} or {@code too-many-requests}. */
    Mono<Person> verify(Credentials credentials, Throttle.Attempt attempt, String what) {
        return throttle.begin(attempt)
                .then(Mono.defer(() -> account(credentials.person())))
                .flatMap(account -> check(credentials, account))
                .delayUntil(person -> throttle.succeeded(attempt))
                .switchIfEmpty(Mono.defer(() -> failed(credentials.person(), what)));
    }

    private Mono<Optional<LocalAccount>> account(String person) {
        return accounts.find(person)
                .filter(LocalAccount::active)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    private Mono<Person> check(Credentials given, Optional<LocalAccount> account) {
        String password = given.password();
        OptionalLong step = account.flatMap(LocalAccount::salt)
                .map(salt -> Totp.STANDARD.match(secrets.secret(given.person(), salt), given.totp(), clock.instant()))
                .orElse(OptionalLong.empty());
        return passwords
                .matches(password, account.flatMap(LocalAccount::passwordHash))
                .filter(right -> right && step.isPresent() && password.length() <= MAX_PASSWORD)
                .flatMap(right -> accounts.use(given.person(), step.orElseThrow()))
                .filter(first -> first)
                .flatMap(first -> people.findActive(given.person()))
                .filter(person -> person.kind() == Person.Kind.PERSON);
    }

    private Mono<Person> failed(String id, String what) {
        JsonObject somebody = JsonObject.builder().put("id", id).build();
        return people.find(id)
                .map(person -> person.actor().manufacturer().orElse(AuditEvent.PLATFORM))
                .defaultIfEmpty(AuditEvent.PLATFORM)
                .flatMap(manufacturer -> failures.report(manufacturer, somebody, what, "credentials"))
                .then(Mono.error(() -> new PlainRefusal(
                                ProblemType.CREDENTIALS_REFUSED,
                                "Name, password and one-time password do not belong together.")
                        .refused()));
    }
}
