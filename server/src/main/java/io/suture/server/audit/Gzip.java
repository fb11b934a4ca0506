package io.suture.server.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** The gzip content coding of entry bundles (tlog-tiles allows it; RFC 9110 12.5.3). */
final class Gzip {

    private static final String CODING = "gzip";
    private static final Pattern ACCEPTED = Pattern.compile(CODING + "(?:;q=(?:1(?:\\.0*)?|0\\.0*[1-9]\\d*))?");

    private Gzip() {}

    /** Answers compressed if the reader said that it takes gzip. */
    static ResponseEntity<byte[]> answer(@Nullable String accepted, ResponseEntity.BodyBuilder answer, byte[] bytes) {
        answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return isAccepted(accepted)
                ? answer.header(HttpHeaders.CONTENT_ENCODING, CODING).body(compress(bytes))
                : answer.body(bytes);
    }

    /** Only the coding itself counts, not a wildcard; {@code q=0} refuses it. */
    static boolean isAccepted(@Nullable String accepted) {
        return accepted != null
                && Arrays.stream(accepted.split(",", -1))
                        .map(coding -> coding.replace(" ", "").toLowerCase(Locale.ROOT))
                        .anyMatch(coding -> ACCEPTED.matcher(coding).matches());
    }

    private static byte[] compress(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
