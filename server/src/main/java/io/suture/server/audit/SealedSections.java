package io.suture.server.audit;

import io.r2dbc.spi.Readable;
import io.suture.server.database.Rows;
import io.suture.trust.log.Section;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Opens stored sections, for those who may read them. */
public final class SealedSections {

    private final SubjectKeys keys;
    private final Scheduler blocking;

    SealedSections(SubjectKeys keys, Scheduler blocking) {
        this.keys = keys;
        this.blocking = blocking;
    }

    /**
     * A row of {@code audit_section}.
     *
     * @param event whose section
     * @param name the section's name
     * @param key the id of the key that opens it
     * @param sealed what is stored
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Row(UUID event, String name, String key, byte[] sealed) {

        /** Read the columns {@code event_id}, {@code name}, {@code key_id} and {@code sealed}. */
        public static Row of(Readable row) {
            return new Row(
                    Objects.requireNonNull(row.get("event_id", UUID.class)),
                    Rows.text(row, "name"),
                    Rows.text(row, "key_id"),
                    Rows.bytes(row, "sealed"));
        }
    }

    /** Return the section; empty when it was erased, failing when it was changed. */
    public Mono<Section> open(Row row) {
        return Mono.fromCallable(() -> keys.find(row.key()))
                .subscribeOn(blocking)
                .flatMap(Mono::justOrEmpty)
                .map(key -> key.open(row.event().toString(), row.name(), row.sealed()));
    }
}
