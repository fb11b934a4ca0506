package io.suture.trust.fuzz;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What every parser promises: it refuses with the exceptions it declares, and writing what it read changes nothing. */
final class Property {

    /** A promise that does not hold. */
    static final class Broken extends AssertionError {

        Broken(String promise) {
            super(promise);
        }
    }

    private Property() {}

    /** Return what was read, empty if it was refused with one of the declared exceptions; others pass through. */
    static <T> Optional<T> read(Supplier<T> reader, Set<Class<? extends RuntimeException>> declared) {
        try {
            return Optional.of(reader.get());
        } catch (RuntimeException e) {
            if (declared.stream().anyMatch(type -> type.isInstance(e))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static void require(boolean holds, String promise) {
        if (!holds) {
            throw new Broken(promise);
        }
    }

    static void same(Object first, Object second, String promise) {
        require(first.equals(second), promise + ": " + first + " is not " + second);
    }
}
