package io.suture.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.TestDatabase;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From which sizes of the log a carried repository leads on: the newest that receipts name, up to the limit. */
class ReceiptTableIT {

    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = new TestDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Rows as receipts leave them, with one size after the other. */
    private void store(String manufacturer, String result, long from, long to) {
        database.asSuperuser("""
                set session_replication_role = replica;
                insert into receipt (id, manufacturer, device, attempt, product, version, result, reason, envelope,
                                     received_at, event_id)
                select gen_random_uuid(), '%s', 'D-' || size, gen_random_uuid(), 'GW2', '3.1.1', '%s', '',
                       convert_to(json_build_object('payload', replace(encode(convert_to(
                           json_build_object('predicate', json_build_object('checkpointSize', size))::text, 'UTF8'),
                           'base64'), E'\\n', ''))::text, 'UTF8'),
                       now(), gen_random_uuid()
                from generate_series(%d, %d) size
                """.formatted(manufacturer, result, from, to));
    }

    private List<Long> seen() {
        return Objects.requireNonNull(new ReceiptTable(database.client())
                .seenLogSizes("exm")
                .collectList()
                .block());
    }

    private static List<Long> down(long from, long to) {
        return LongStream.rangeClosed(to, from).map(i -> from + to - i).boxed().toList();
    }

    @Test
    void whenAsManySizesWereSeenAsAreKeptThenTheNextOnePushesTheOldestOut() {
        store("exm", "confirmed", 1, ReceiptTable.SEEN_SIZES);
        assertThat(seen()).isEqualTo(down(ReceiptTable.SEEN_SIZES, 1));

        store("exm", "confirmed", ReceiptTable.SEEN_SIZES + 1, ReceiptTable.SEEN_SIZES + 1);
        assertThat(seen()).isEqualTo(down(ReceiptTable.SEEN_SIZES + 1, 2));
    }

    @Test
    void whenASizeWasSeenTwiceOrInAnotherLogOrWithoutAnInstallationThenItCountsOnceOrNotAtAll() {
        store("exm", "confirmed", 7, 9);
        store("exm", "confirmed", 9, 10);
        store("exm", "refused", 20, 20);
        store("oth", "confirmed", 30, 30);

        assertThat(seen()).isEqualTo(down(10, 7));
    }
}
