package io.suture.trust.sbom;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.List;
import java.util.Set;

/**
 * What Suture reads in a bill of materials. The product itself is not among the components.
 *
 * @param format the format
 * @param version its version as written
 * @param authored whether an author of the document is named
 * @param dated whether the document has a time
 * @param related whether dependencies are given
 * @param components the parts, nested ones included
 * @param digests every SHA-256 that is given of the product, a component or a file
 */
public record Sbom(
        SbomFormat format,
        String version,
        boolean authored,
        boolean dated,
        boolean related,
        List<SbomComponent> components,
        Set<Digest> digests) {

    /** Copies the collections. */
    public Sbom {
        components = List.copyOf(components);
        digests = Set.copyOf(digests);
    }

    /** Reads a document; refuses what is neither format, or not well-formed in what is read of it. */
    public static Sbom parse(byte[] bytes) {
        if (looksLikeXml(bytes)) {
            throw new MalformedDocumentException(
                    "", "XML is not read: convert it to JSON, for example with cyclonedx-cli convert");
        }
        JsonObject json = Json.parseObject(bytes, SbomLimits.DOCUMENT);
        if (json.has("bomFormat")) {
            return CycloneDx.read(json);
        }
        if (json.has("spdxVersion")) {
            return Spdx.read(json);
        }
        throw new MalformedDocumentException(
                "", "is neither CycloneDX (member bomFormat) nor SPDX 2.3 (member spdxVersion)");
    }

    /** Return whether the file with that digest is described. */
    public boolean describes(Digest digest) {
        return digests.contains(digest);
    }

    private static boolean looksLikeXml(byte[] bytes) {
        int i = 0;
        while (i < bytes.length && (bytes[i] <= ' ')) {
            i++;
        }
        return i < bytes.length && bytes[i] == '<';
    }
}
