package io.suture.server.audit;

import io.suture.server.problem.CommonRefusal.InvalidField;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What an auditor looks for; everything given must hold.
 *
 * @param facts who, on what, with which outcome, of which kind or family of kinds such as {@code release.*}
 * @param from the first moment
 * @param until the moment after the last
 */
public record EventFilter(Set<Fact> facts, Optional<Instant> from, Optional<Instant> until) {

    private static final Pattern KIND = Pattern.compile("[a-z-]{1,40}\\.(?:[a-z-]{1,60}|\\*)");

    /** Read query parameters named as the facts, {@code from} and {@code until} (RFC 3339). */
    public static EventFilter of(Map<String, String> parameters) {
        Set<Fact> facts = new LinkedHashSet<>();
        for (Fact.Name name : Fact.Name.values()) {
            Optional.ofNullable(parameters.get(name.code())).ifPresent(value -> facts.add(fact(name, value)));
        }
        return new EventFilter(
                facts, read(parameters, "from", EventFilter::instant), read(parameters, "until", EventFilter::instant));
    }

    /** Read query parameters like {@link #of}, and refuse any other. */
    public static EventFilter ofExactly(Map<String, String> parameters) {
        parameters.keySet().stream()
                .filter(name -> !parameters().contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new InvalidField(unknown, "is not something to search by").refused();
                });
        return of(parameters);
    }

    /** Return this filter for events of one actor alone. */
    public EventFilter by(String actor) {
        Set<Fact> narrower = new LinkedHashSet<>(facts);
        narrower.add(fact(Fact.Name.ACTOR, actor));
        return new EventFilter(narrower, from, until);
    }

    /** Return the names of all parameters that a filter can have. */
    public static Set<String> parameters() {
        Set<String> names = new LinkedHashSet<>(Set.of("from", "until"));
        Arrays.stream(Fact.Name.values()).map(Fact.Name::code).forEach(names::add);
        return names;
    }

    private static Fact fact(Fact.Name name, String value) {
        if (value.isEmpty() || value.length() > Facts.VALUE) {
            throw new InvalidField(name.code(), "has 1 to " + Facts.VALUE + " characters").refused();
        }
        if (name == Fact.Name.KIND && !KIND.matcher(value).matches()) {
            throw new InvalidField("kind", "is a kind such as release.published, or a family such as release.*")
                    .refused();
        }
        return new Fact(name, value);
    }

    private static <T> Optional<T> read(Map<String, String> parameters, String name, Function<String, T> reader) {
        try {
            return Optional.ofNullable(parameters.get(name)).map(reader);
        } catch (DateTimeException e) {
            throw new InvalidField(name, "is a time such as 2026-11-22T08:00:00Z").refused();
        }
    }

    private static Instant instant(String text) {
        return Instant.parse(text);
    }
}
