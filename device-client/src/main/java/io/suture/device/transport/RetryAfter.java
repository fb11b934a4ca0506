package io.suture.device.transport;

import java.time.Duration;
import java.util.Optional;

/** The delay a server asks for (RFC 9110 section 10.2.3), in seconds; dates are ignored: the device's clock may be wrong. */
final class RetryAfter {

    private RetryAfter() {}

    static Optional<Duration> of(Exchange exchange) {
        return exchange.header("Retry-After")
                .map(String::strip)
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
