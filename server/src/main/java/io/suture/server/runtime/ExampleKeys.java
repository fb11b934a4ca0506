package io.suture.server.runtime;

import io.suture.trust.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The published example keys: everybody has them, so they protect nothing and are refused outside demo mode. */
@Component
public class ExampleKeys {

    private static final String RESOURCE = "/io/suture/keys/example-fingerprints.txt";
    private static final Pattern FINGERPRINT = Pattern.compile("(?:sha256:)?([0-9a-fA-F]{64})");

    private final Set<Digest> fingerprints;
    private final boolean demo;

    @Autowired
    ExampleKeys(SutureSettings settings) {
        this(read(), settings.demo());
    }

    ExampleKeys(Set<Digest> fingerprints, boolean demo) {
        this.fingerprints = Set.copyOf(fingerprints);
        this.demo = demo;
    }

    /** Return whether the key with this fingerprint (SHA-256 of its SPKI) may be used. */
    public boolean allows(Digest fingerprint) {
        return demo || !fingerprints.contains(fingerprint);
    }

    /** Refuse to start with an example key outside demo mode. */
    public void require(Digest fingerprint, String property) {
        if (!allows(fingerprint)) {
            throw new RefusedStartException(
                    property + " is one of the published example keys, which everybody has.",
                    "Make a key of your own (docs: suture keys generate), or set suture.demo=true for a demonstration.");
        }
    }

    private static Set<Digest> read() {
        try (InputStream in = ExampleKeys.class.getResourceAsStream(RESOURCE)) {
            return in == null ? Set.of() : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<Digest> parse(String text) {
        return FINGERPRINT
                .matcher(text)
                .results()
                .map(match -> Digest.ofHex(match.group(1).toLowerCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
