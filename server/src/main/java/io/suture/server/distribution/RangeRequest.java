package io.suture.server.distribution;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Range} header asks of a file of known length (RFC 9110 section 14). One range is served; a header that is
 * malformed, in another unit, or names several ranges is ignored, which RFC 9110 section 14.2 allows and which
 * leaves nothing to gain from a multi-range bomb.
 */
sealed interface RangeRequest {

    /** The whole file. */
    record Whole() implements RangeRequest {}

    /** One satisfiable range. */
    record Part(long first, long length) implements RangeRequest {

        String contentRange(long size) {
            return "bytes " + first + "-" + (first + length - 1) + "/" + size;
        }
    }

    /** A range that no byte of the file satisfies. */
    record Unsatisfiable() implements RangeRequest {}

    /** Longest header that is looked at. */
    int MAX_HEADER_LENGTH = 64;

    Pattern SINGLE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    static RangeRequest of(@Nullable String header, long size) {
        if (header == null || header.length() > MAX_HEADER_LENGTH) {
            return new Whole();
        }
        Matcher matcher = SINGLE.matcher(header.strip());
        if (!matcher.matches()) {
            return new Whole();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(clamp(last), size);
        }
        return last.isEmpty() ? part(clamp(first), Long.MAX_VALUE, size) : part(clamp(first), clamp(last), size);
    }

    private static RangeRequest suffix(long length, long size) {
        if (length == 0 || size == 0) {
            return new Unsatisfiable();
        }
        long served = Math.min(length, size);
        return new Part(size - served, served);
    }

    private static RangeRequest part(long first, long last, long size) {
        if (last < first) {
            return new Whole();
        }
        if (first >= size) {
            return new Unsatisfiable();
        }
        return new Part(first, Math.min(last, size - 1) - first + 1);
    }

    private static long clamp(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 18 ? Long.MAX_VALUE : Long.parseLong(significant);
    }
}
