package io.suture.server.identity;

import io.suture.server.database.Rows;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Slows down guessing, per account and per address, on all servers of the installation together. An attempt counts before
 * it is checked, so that many at once are no more than one after another; a success takes it back. The account is the
 * name that was given, whether somebody has it or not.
 */
@Component
class Throttle {

    /** Failures of one account, one after another, before it must wait. */
    static final int PER_ACCOUNT = 5;

    /** Failures from one address before it must wait. */
    static final int PER_ADDRESS = 50;

    /** First wait; it doubles with every further failure. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(30);

    /** Longest wait; and how long a failure is remembered. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private static final String COUNT = """
            insert into sign_in_throttle as t (subject, failures, failed_at, blocked_until)
            values (:subject, 1, :now, :now)
            on conflict (subject) do update set
                failures = case when t.failed_at < :forgotten then 1 else t.failures + 1 end,
                failed_at = :now,
                blocked_until = case when t.failed_at < :forgotten or t.failures + 1 < :limit then :now
                    else cast(:now as timestamptz)
                       + least(:longest, :first * power(2, least(t.failures + 1 - :limit, 20))) * interval '1 second' end
             where t.blocked_until <= :now
            returning subject
            """;
    private static final String TAKE_BACK = """
            update sign_in_throttle set failures = greatest(failures - 1, 0), blocked_until = :now where subject = :subject
            """;

    private final DatabaseClient database;
    private final Clock clock;

    Throttle(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An attempt that was counted. */
    record Attempt(String account, String address) {

        static Attempt of(String person, Optional<InetSocketAddress> peer) {
            return new Attempt("account:" + person, "address:" + network(peer));
        }

        /** An IPv6 client has a whole network of 64 bits. */
        private static String network(Optional<InetSocketAddress> peer) {
            Optional<InetAddress> address = peer.map(InetSocketAddress::getAddress);
            byte[] bytes = address.map(InetAddress::getAddress).orElse(new byte[0]);
            int kept = address.filter(Inet6Address.class::isInstance).isPresent() ? bytes.length / 2 : bytes.length;
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, kept));
        }
    }

    /** Count an attempt; refused with {@code too-many-requests} while account or address must wait. */
    Mono<Void> begin(Attempt attempt) {
        return count(attempt.address(), PER_ADDRESS).then(Mono.defer(() -> count(attempt.account(), PER_ACCOUNT)));
    }

    private Mono<Void> count(String subject, int limit) {
        Instant now = clock.instant();
        return database.sql(COUNT)
                .bind("subject", subject)
                .bind("now", now)
                .bind("forgotten", now.minus(LONGEST_WAIT))
                .bind("limit", limit)
                .bind("first", FIRST_WAIT.toSeconds())
                .bind("longest", LONGEST_WAIT.toSeconds())
                .map(row -> Rows.text(row, "subject"))
                .one()
                .switchIfEmpty(Mono.error(() -> mustWait(subject).refused()))
                .then();
    }

    private static Refusal mustWait(String subject) {
        return new PlainRefusal(
                ProblemType.TOO_MANY_REQUESTS,
                "Too many failed sign-ins of this %s; wait up to %d minutes."
                        .formatted(subject.substring(0, subject.indexOf(':')), LONGEST_WAIT.toMinutes()));
    }

    /** The attempt was right: the account is free, the address has one failure less. */
    Mono<Void> succeeded(Attempt attempt) {
        return database.sql("delete from sign_in_throttle where subject = :subject or failed_at < :forgotten")
                .bind("subject", attempt.account())
                .bind("forgotten", clock.instant().minus(LONGEST_WAIT))
                .then()
                .then(database.sql(TAKE_BACK)
                        .bind("subject", attempt.address())
                        .bind("now", clock.instant())
                        .then());
    }
}
