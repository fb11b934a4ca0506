package io.suture.server.problem;

import io.suture.server.problem.CommonRefusal.InvalidField;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the fields of requests; every failure is an {@link InvalidField}. */
public final class Fields {

    /** Longest list in a request. */
    public static final int MAX_LIST = 100;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}]");

    private Fields() {}

    /** Return a value that must be there. */
    public static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw invalid(field, "is missing");
        }
        return value;
    }

    /** Return an identifier: letters, digits, {@code . _ -}, at most 64. */
    public static String id(String field, @Nullable String value) {
        return matching(field, value, ID, "must be 1 to 64 letters, digits, '.', '_' or '-'");
    }

    /** Return a value of the given form. */
    public static String matching(String field, @Nullable String value, Pattern form, String problem) {
        String text = required(field, value);
        if (!form.matcher(text).matches()) {
            throw invalid(field, problem);
        }
        return text;
    }

    /** Return a line of text without control characters. */
    public static String text(String field, @Nullable String value, int max) {
        String text = required(field, value);
        if (text.isBlank() || text.length() > max || CONTROL.matcher(text).find()) {
            throw invalid(field, "must be 1 to " + max + " printable characters");
        }
        return text;
    }

    /** Return a list of at most {@link #MAX_LIST} elements. */
    public static <T> List<T> list(String field, @Nullable List<T> value) {
        List<T> list = required(field, value);
        if (list.isEmpty() || list.size() > MAX_LIST || list.contains(null)) {
            throw invalid(field, "must have 1 to " + MAX_LIST + " elements");
        }
        return list;
    }

    /** Return the refusal of a field. */
    public static RefusedException invalid(String field, String problem) {
        return new InvalidField(field, problem).refused();
    }
}
