package io.suture.trust.evidence;

import java.util.Optional;

/** What a check established, or nothing. */
record Fact<T>(String id, Optional<T> value) {

    /** Return the value; a check that needs it and does not get it is open. */
    T get() {
        return value.orElseThrow(() -> new OpenCheck("needs " + id));
    }
}
