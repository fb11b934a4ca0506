package io.suture.server.identity;

import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The tables of local accounts and of used one-time passwords. */
@Component
class LocalAccountTable {

    private static final String RESET = """
            insert into local_account (person, setup_hash, setup_expires, active, event_id)
            values (:person, :hash, :expires, false, :event)
            on conflict (person) do update set setup_hash = excluded.setup_hash, setup_expires = excluded.setup_expires,
                password_hash = null, totp_salt = null, active = false, event_id = excluded.event_id
            """;
    private static final String CHOOSE = """
            update local_account set password_hash = :hash, totp_salt = :salt, event_id = :event
             where person = :person and not active and setup_hash = :code
            """;
    private static final String ACTIVATE = """
            update local_account set active = true, setup_hash = null, setup_expires = null, event_id = :event
             where person = :person and not active and setup_hash = :code
            """;
    private static final String USE = """
            insert into totp_use as t (person, step) values (:person, :step)
            on conflict (person) do update set step = excluded.step where t.step < excluded.step
            """;

    private final DatabaseClient database;

    LocalAccountTable(DatabaseClient database) {
        this.database = database;
    }

    Mono<LocalAccount> find(String person) {
        return database.sql("select * from local_account where person = :person")
                .bind("person", person)
                .map(LocalAccountTable::account)
                .one();
    }

    Mono<Void> reset(String person, LocalAccount.Setup setup, UUID event) {
        return database.sql(RESET)
                .bind("person", person)
                .bind("hash", setup.hash())
                .bind("expires", setup.expiresAt())
                .bind("event", event)
                .then();
    }

    /** Return whether the code was still the account's. */
    Mono<Boolean> choose(String person, String code, String passwordHash, byte[] salt, UUID event) {
        return database.sql(CHOOSE)
                .bind("person", person)
                .bind("code", code)
                .bind("hash", passwordHash)
                .bind("salt", salt)
                .bind("event", event)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Return whether the code was still the account's. */
    Mono<Boolean> activate(String person, String code, UUID event) {
        return database.sql(ACTIVATE)
                .bind("person", person)
                .bind("code", code)
                .bind("event", event)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Return whether this step's one-time password, and no later one, was not used yet; from now on it was. */
    Mono<Boolean> use(String person, long step) {
        return database.sql(USE)
                .bind("person", person)
                .bind("step", step)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static LocalAccount account(Readable row) {
        return new LocalAccount(
                Rows.text(row, "person"),
                Rows.optionalText(row, "setup_hash")
                        .map(hash -> new LocalAccount.Setup(hash, Rows.instant(row, "setup_expires"))),
                Rows.optionalText(row, "password_hash"),
                Optional.ofNullable(row.get("totp_salt", byte[].class)),
                Rows.bool(row, "active"));
    }
}
