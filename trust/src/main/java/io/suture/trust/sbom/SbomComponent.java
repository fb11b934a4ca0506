package io.suture.trust.sbom;

/**
 * A part of the product.
 *
 * @param name its name
 * @param version its version, may be empty
 * @param supplier who supplies it, may be empty
 * @param identified whether it has an identifier beyond its name: a package URL, a CPE or a SWID
 * @param support what is promised about its support
 */
public record SbomComponent(String name, String version, String supplier, boolean identified, Support support) {

    /** Return name and version for people. */
    public String label() {
        return version.isEmpty() ? name : name + " " + version;
    }
}
