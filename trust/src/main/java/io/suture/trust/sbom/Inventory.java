package io.suture.trust.sbom;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Collects components, digests and references while a document is read, within the limits. */
final class Inventory {

    private final List<SbomComponent> components = new ArrayList<>();
    private final Set<Digest> digests = new HashSet<>();
    private final Set<String> references = new HashSet<>();
    private int elements;

    /** Counts an element and refuses a reference that another one has. */
    void element(JsonObject json, String member) {
        elements++;
        if (elements > SbomLimits.COMPONENTS) {
            throw new MalformedDocumentException("", "has more than " + SbomLimits.COMPONENTS + " components");
        }
        json.findString(member).ifPresent(reference -> {
            if (!references.add(reference)) {
                throw new MalformedDocumentException(member, "is the reference of another element, too");
            }
        });
    }

    void component(SbomComponent component) {
        components.add(component);
    }

    /** Takes the SHA-256 of a list of digests; other algorithms are not looked at. */
    void digests(JsonObject json, String list, String algorithm, String name, String content) {
        if (json.has(list)) {
            json.readEach(list, entry -> digest(entry, algorithm, name, content)).stream()
                    .flatMap(Optional::stream)
                    .forEach(digests::add);
        }
    }

    private static Optional<Digest> digest(JsonObject entry, String algorithm, String name, String content) {
        if (!entry.string(name).equals(algorithm)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Digest.ofHex(entry.string(content).toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new MalformedDocumentException(content, "is not a SHA-256 digest in hexadecimal digits");
        }
    }

    List<SbomComponent> components() {
        return components;
    }

    Set<Digest> digests() {
        return digests;
    }
}
