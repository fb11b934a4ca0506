package io.suture.server.audit;

import io.suture.trust.log.SectionKey;
import java.util.Optional;
import java.util.function.Function;

/** How facts stand in the database: {@code name=value}, a value that names a data subject as a code under its key. */
final class StoredFacts {

    private StoredFacts() {}

    /** Returns the fact as it is stored; empty when it names somebody without a key, of whom nothing can be found. */
    static Optional<String> of(Fact fact, Function<DataSubject, Optional<SectionKey>> keys) {
        Optional<String> value = fact.name().isPersonal()
                ? keys.apply(fact.subject()).map(key -> key.blind(fact.text()))
                : Optional.of(fact.value());
        return value.map(text -> fact.name().code() + "=" + text);
    }
}
