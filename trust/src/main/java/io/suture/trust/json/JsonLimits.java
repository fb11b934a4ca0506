package io.suture.trust.json;

/**
 * What a document may cost its reader.
 *
 * @param maxBytes largest document
 * @param maxDepth deepest nesting of objects and arrays
 */
public record JsonLimits(int maxBytes, int maxDepth) {

    /** Limits for every document that has no narrower ones: 16 MiB, depth 64. */
    public static final JsonLimits DEFAULT = new JsonLimits(16 * 1024 * 1024, 64);

    /** Most values (members and elements) of one document. */
    public static final int MAX_VALUES = 1_000_000;

    private static final int DEEPEST = 500;

    /** Refuse limits that do not limit. */
    public JsonLimits {
        if (maxBytes < 1 || maxDepth < 1 || maxDepth > DEEPEST) {
            throw new IllegalArgumentException("maxBytes must be positive, maxDepth between 1 and " + DEEPEST);
        }
    }

    /** Return the default limits with another size. */
    public static JsonLimits ofBytes(int maxBytes) {
        return new JsonLimits(maxBytes, DEFAULT.maxDepth());
    }
}
