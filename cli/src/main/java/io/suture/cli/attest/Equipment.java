package io.suture.cli.attest;

import io.suture.cli.session.CommandFailure;
import io.suture.trust.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Equipment as a person types it: {@code RIG-07=2026-12-31}. The last day counts to its end in UTC. */
final class Equipment {

    private Equipment() {}

    static String id(String typed) {
        return split(typed)[0];
    }

    static JsonObject parse(String typed) {
        String[] parts = split(typed);
        return JsonObject.builder()
                .put("id", parts[0])
                .put("calibratedUntil", until(parts[1]))
                .build();
    }

    private static String[] split(String typed) {
        String[] parts = typed.split("=", 2);
        if (parts.length != 2 || parts[0].isBlank()) {
            throw CommandFailure.usage("--equipment " + typed + " is not ID=DATE, e.g. RIG-07=2026-12-31");
        }
        return parts;
    }

    private static Instant until(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC)
                            .minusSeconds(1);
        } catch (DateTimeParseException e) {
            throw CommandFailure.usage("--equipment: " + text + " is no date such as 2026-12-31");
        }
    }
}
