package io.suture.trust.sbom;

import io.suture.trust.json.MalformedDocumentException;
import java.util.List;

/** The formats that are read. */
@SuppressWarnings("ImmutableEnumChecker") // the list is immutable
public enum SbomFormat {
    CYCLONEDX("CycloneDX", "specVersion", List.of("1.4", "1.5", "1.6")),
    SPDX("SPDX", "spdxVersion", List.of("SPDX-2.3"));

    private final String label;
    private final String member;
    private final List<String> versions;

    SbomFormat(String label, String member, List<String> versions) {
        this.label = label;
        this.member = member;
        this.versions = versions;
    }

    /** Return the name of the format. */
    public String label() {
        return label;
    }

    String requireSupported(String version) {
        if (!versions.contains(version)) {
            throw new MalformedDocumentException(
                    member, label + " of this version is not supported; supported: " + String.join(", ", versions));
        }
        return version;
    }
}
