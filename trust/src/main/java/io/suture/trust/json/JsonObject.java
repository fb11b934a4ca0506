package io.suture.trust.json;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A JSON object. The typed getters throw {@link MalformedDocumentException} naming the member.
 *
 * @param members the members in the order read
 */
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {

    /** The object without members. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    /** Years of four digits: the JDK knows greater ones, with which a later sum overflows. */
    private static final Pattern INSTANT =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

    /** Take a copy that keeps the order. */
    public JsonObject {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        if (members.keySet().stream().anyMatch(JsonString::hasLoneSurrogate)) {
            throw new MalformedDocumentException("", "a member name holds a lone surrogate");
        }
    }

    /** Return a builder; members appear in the order they are put. */
    public static Builder builder() {
        return new Builder();
    }

    /** Return a builder that starts with the members of this object. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.members.putAll(members);
        return builder;
    }

    /** Return the member names in order. */
    public Set<String> keys() {
        return members.keySet();
    }

    /** Return whether the member is there, null included. */
    public boolean has(String key) {
        return members.containsKey(key);
    }

    /** Return the member if present. */
    public Optional<JsonValue> find(String key) {
        return Optional.ofNullable(members.get(key));
    }

    /** Return the member. */
    public JsonValue get(String key) {
        return find(key).orElseThrow(() -> new MalformedDocumentException(key, "is missing"));
    }

    /** Return the string member. */
    public String string(String key) {
        return member(key, JsonString.class, "a string").value();
    }

    /** Return the string member if present. */
    public Optional<String> findString(String key) {
        return find(key).map(ignored -> string(key));
    }

    /** Return the integer member. */
    public long integer(String key) {
        JsonNumber number = member(key, JsonNumber.class, "an integer");
        return at(key, ignored -> number.asLong());
    }

    /** Return the integer member if present. */
    public Optional<Long> findInteger(String key) {
        return find(key).map(ignored -> integer(key));
    }

    /** Return the boolean member. */
    public boolean bool(String key) {
        return member(key, JsonBoolean.class, "true or false").value();
    }

    /** Return the object member. */
    public JsonObject object(String key) {
        return member(key, JsonObject.class, "an object");
    }

    /** Return the object member if present. */
    public Optional<JsonObject> findObject(String key) {
        return find(key).map(ignored -> object(key));
    }

    /** Return the array member. */
    public JsonArray array(String key) {
        return member(key, JsonArray.class, "an array");
    }

    /** Return the array member if present. */
    public Optional<JsonArray> findArray(String key) {
        return find(key).map(ignored -> array(key));
    }

    /** Return the member, an array of strings. */
    public List<String> strings(String key) {
        JsonArray array = array(key);
        return at(key, ignored -> array.strings());
    }

    /** Return the member, an array of objects. */
    public List<JsonObject> objects(String key) {
        JsonArray array = array(key);
        return at(key, ignored -> array.objects());
    }

    /** Return the member, an instant in UTC as {@code 2026-01-31T12:00:00Z}; fractions of a second are accepted. */
    public Instant instant(String key) {
        String text = string(key);
        try {
            if (INSTANT.matcher(text).matches()) {
                return Instant.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw notAnInstant(key);
        }
        throw notAnInstant(key);
    }

    private static MalformedDocumentException notAnInstant(String key) {
        return new MalformedDocumentException(key, "a UTC instant such as 2026-01-31T12:00:00Z is expected");
    }

    /** Return the member, an instant, if present. */
    public Optional<Instant> findInstant(String key) {
        return find(key).map(ignored -> instant(key));
    }

    /** Return what the reader makes of the object member; refusals name the full path. */
    public <T> T read(String key, Function<JsonObject, T> reader) {
        JsonObject value = object(key);
        return at(key, ignored -> reader.apply(value));
    }

    /** Return what the reader makes of each object of the array member; refusals name the full path. */
    public <T> List<T> readEach(String key, Function<JsonObject, T> reader) {
        List<JsonObject> values = objects(key);
        return IntStream.range(0, values.size())
                .mapToObj(i -> at(key + "[" + i + "]", ignored -> reader.apply(values.get(i))))
                .toList();
    }

    private <T extends JsonValue> T member(String key, Class<T> type, String expected) {
        JsonValue value = get(key);
        if (!type.isInstance(value)) {
            throw new MalformedDocumentException(key, expected + " is expected");
        }
        return type.cast(value);
    }

    private static <T> T at(String key, Function<String, T> reader) {
        try {
            return reader.apply(key);
        } catch (MalformedDocumentException e) {
            throw e.within(key);
        }
    }

    /** Builds an object member by member; putting a name twice is a programming error. */
    public static final class Builder {

        private final Map<String, JsonValue> members = new LinkedHashMap<>();

        private Builder() {}

        /** Put a member. */
        public Builder put(String key, JsonValue value) {
            if (members.putIfAbsent(key, value) != null) {
                throw new IllegalStateException("member " + key + " is already there");
            }
            return this;
        }

        /** Put a string member. */
        public Builder put(String key, String value) {
            return put(key, new JsonString(value));
        }

        /** Put an integer member. */
        public Builder put(String key, long value) {
            return put(key, JsonNumber.of(value));
        }

        /** Put a boolean member. */
        public Builder put(String key, boolean value) {
            return put(key, new JsonBoolean(value));
        }

        /** Put an instant member. */
        public Builder put(String key, Instant value) {
            return put(key, value.toString());
        }

        /** Put an array of strings. */
        public Builder putStrings(String key, Collection<String> values) {
            return put(key, JsonArray.ofStrings(values));
        }

        /** Put an array of values. */
        public Builder putAll(String key, Collection<? extends JsonValue> values) {
            return put(key, JsonArray.of(values));
        }

        /** Put a member, in place of one of the same name if there is one. */
        public Builder set(String key, JsonValue value) {
            members.put(key, value);
            return this;
        }

        /** Return the object. */
        public JsonObject build() {
            return new JsonObject(members);
        }
    }
}
