package io.suture.server.evidence;

import io.suture.server.database.Rows;
import io.suture.trust.gate.People;
import io.suture.trust.gate.ReleasePolicy;
import io.suture.trust.log.LogPolicy;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the newest policy targets of the repository. */
@Component
class TargetPolicyDocuments implements PolicyDocuments {

    private final DatabaseClient database;

    TargetPolicyDocuments(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<ReleasePolicy> releasePolicy(String manufacturer) {
        return read(manufacturer, "policy/release.json", ReleasePolicy::parse);
    }

    @Override
    public Mono<People> people(String manufacturer) {
        return read(manufacturer, "policy/people.json", People::parse);
    }

    @Override
    public Mono<LogPolicy> logPolicy(String manufacturer) {
        return read(manufacturer, "policy/log.json", LogPolicy::parse);
    }

    private <T> Mono<T> read(String manufacturer, String path, Function<byte[], T> parser) {
        return database.sql("""
                        select bytes from tuf_target
                        where manufacturer = :m and path = :path and bytes is not null order by sequence desc limit 1
                        """)
                .bind("m", manufacturer)
                .bind("path", path)
                .map(row -> Rows.bytes(row, "bytes"))
                .one()
                .map(parser);
    }
}
