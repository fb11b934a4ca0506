package io.suture.trust.gate;

import java.time.Instant;
import java.util.List;

/**
 * What would block the release if it were not for a signed exception; it stays visible in every verdict.
 *
 * @param finding what would block
 * @param by who signed the exception
 * @param reasons why
 * @param validUntil when it blocks again
 */
public record Excepted(Blocker finding, List<String> by, List<String> reasons, Instant validUntil) implements Finding {

    @Override
    public String rule() {
        return finding.rule();
    }

    @Override
    public String explain() {
        return "Excepted until %s by %s, because: %s. Without the exception this would stop the release: %s"
                .formatted(validUntil, String.join(" and ", by), String.join("; ", reasons), finding.explain());
    }
}
