package io.suture.trust.sbom;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a supplier promises about a component: the two statements that FDA's premarket guidance asks for beside the NTIA
 * minimum elements.
 *
 * @param level the level of support, for example {@code actively maintained}; empty when nothing is said
 * @param end the end of support as written: a date, or for example {@code not announced}; empty when nothing is said
 */
public record Support(Optional<String> level, Optional<String> end) {

    /** The property or annotation that gives the level. */
    public static final String LEVEL = "fda:softwareLevelOfSupport";

    /** The property or annotation that gives the end. */
    public static final String END = "fda:endOfSupport";

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?");
    private static final int DATE_LENGTH = 10;

    /** Takes blank statements for none. */
    public Support {
        level = level.filter(text -> !text.isBlank());
        end = end.filter(text -> !text.isBlank());
    }

    /** Return the end of support, if it is a date. */
    public Optional<LocalDate> endDate() {
        return end.filter(text -> DATE.matcher(text).matches()).flatMap(Support::date);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text.substring(0, DATE_LENGTH)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
