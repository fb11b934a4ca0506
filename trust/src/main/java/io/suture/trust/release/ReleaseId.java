package io.suture.trust.release;

import io.suture.trust.json.MalformedDocumentException;
import java.util.regex.Pattern;

/**
 * The name of a release, {@code <product>/<version>}; also its directory among the TUF targets.
 *
 * @param product letters, digits, {@code _} and {@code -}, at most 32
 * @param version letters, digits and {@code . _ + -}, at most 64
 */
public record ReleaseId(String product, String version) {

    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    /** Checks both parts. */
    public ReleaseId {
        if (!PRODUCT.matcher(product).matches()) {
            throw new MalformedDocumentException("product", "is not a product id");
        }
        if (!VERSION.matcher(version).matches()) {
            throw new MalformedDocumentException("version", "is not a version");
        }
    }

    /** Parses {@code <product>/<version>}. */
    public static ReleaseId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new MalformedDocumentException("release", "<product>/<version> is expected");
        }
        return new ReleaseId(text.substring(0, slash), text.substring(slash + 1));
    }

    /** Return the TUF target path of a file of this release. */
    public String targetPath(String file) {
        return this + "/" + file;
    }

    @Override
    public String toString() {
        return product + "/" + version;
    }
}
