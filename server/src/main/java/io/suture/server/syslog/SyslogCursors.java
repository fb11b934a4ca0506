package io.suture.server.syslog;

import io.suture.server.database.Rows;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How far a receiver was told each log. */
final class SyslogCursors {

    private final DatabaseClient database;
    private final String receiver;

    SyslogCursors(DatabaseClient database, String receiver) {
        this.database = database;
        this.receiver = receiver;
    }

    /** Returns the logs with entries that were not told. */
    Flux<String> behind() {
        return database.sql("""
                        select head.manufacturer from log_head head
                        left join syslog_cursor told on told.manufacturer = head.manufacturer and told.receiver = :receiver
                        where head.size > coalesce(told.next_index, 0) order by head.manufacturer
                        """)
                .bind("receiver", receiver)
                .map(row -> Rows.text(row, "manufacturer"))
                .all();
    }

    /** Returns the index of the next entry to tell and keeps it till the transaction ends; empty while another replica has it. */
    Mono<Long> take(String log) {
        return database.sql("""
                        insert into syslog_cursor (receiver, manufacturer, next_index) values (:receiver, :log, 0)
                        on conflict do nothing
                        """)
                .bind("receiver", receiver)
                .bind("log", log)
                .then()
                .then(database.sql("""
                                select next_index from syslog_cursor where receiver = :receiver and manufacturer = :log
                                for update skip locked
                                """)
                        .bind("receiver", receiver)
                        .bind("log", log)
                        .map(row -> Rows.number(row, "next_index"))
                        .one());
    }

    /** Moves on; the caller has taken the cursor. */
    Mono<Void> move(String log, long next) {
        return database.sql("""
                        update syslog_cursor set next_index = :next where receiver = :receiver and manufacturer = :log
                        """)
                .bind("next", next)
                .bind("receiver", receiver)
                .bind("log", log)
                .then();
    }
}
