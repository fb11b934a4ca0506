package io.suture.trust.testreport;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** From the start of the first suite to the end of the last. */
final class Period {

    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,24}(Z|[+-][0-9]{2}:[0-9]{2})?");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    private Optional<Instant> start = Optional.empty();
    private Optional<Instant> end = Optional.empty();

    /** Takes a suite's start and seconds; what cannot be read is as if it were not there. */
    void add(String timestamp, String seconds) {
        instant(timestamp).ifPresent(from -> {
            Instant to = from.plus(duration(seconds));
            start = Optional.of(start.filter(first -> first.isBefore(from)).orElse(from));
            end = Optional.of(end.filter(last -> last.isAfter(to)).orElse(to));
        });
    }

    private static Optional<Instant> instant(String text) {
        if (!TIME.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            boolean zoned =
                    text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
            return Optional.of(
                    zoned
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Old Surefire writes thousands with commas. */
    private static Duration duration(String seconds) {
        String plain = seconds.replace(",", "");
        if (!SECONDS.matcher(plain).matches()) {
            return Duration.ZERO;
        }
        return Duration.ofMillis(new BigDecimal(plain).movePointRight(3).longValue());
    }

    Optional<Instant> start() {
        return start;
    }

    Optional<Instant> end() {
        return end;
    }
}
