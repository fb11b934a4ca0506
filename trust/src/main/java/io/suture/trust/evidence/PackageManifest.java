package io.suture.trust.evidence;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import io.suture.trust.release.ReleaseId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file {@code MANIFEST.json}, schema {@code urn:suture:package-manifest:v1}: every other file with length and
 * digest. The log keeps its digest, so one changed bit anywhere is found. Outside stand only the file itself and
 * {@code log/export.*}, which prove that entry and therefore come later.
 *
 * @param release what the package is about
 * @param files name to length and digest
 */
public record PackageManifest(ReleaseId release, SortedMap<String, Listed> files) {

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:package-manifest:v1";

    /** The file's name. */
    public static final String FILE = "MANIFEST.json";

    /** What the names of the files begin with that prove the export's entry. */
    public static final String EXPORT = "log/export.";

    /** A listed file. */
    public record Listed(long length, Digest digest) {}

    /** Copies the files. */
    public PackageManifest {
        files = new TreeMap<>(files);
    }

    /** Parses the file; there is one spelling of each. */
    public static PackageManifest parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes, EvidenceLimits.PACKAGE_MANIFEST);
        Documents.requireSchema(json, SCHEMA);
        SortedMap<String, Listed> files = new TreeMap<>();
        for (JsonObject file : json.objects("files")) {
            files.put(file.string("name"), new Listed(file.integer("length"), Documents.hexDigest(file, "sha256")));
        }
        PackageManifest manifest =
                new PackageManifest(new ReleaseId(json.string("product"), json.string("version")), files);
        if (!Arrays.equals(manifest.toJson(), bytes)) {
            throw new MalformedDocumentException("", "is not canonical, not in order, or names a file twice");
        }
        return manifest;
    }

    /** Return the file's bytes. */
    public byte[] toJson() {
        List<JsonObject> listed = new ArrayList<>();
        files.forEach((name, file) -> listed.add(describe(name, file)));
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("product", release.product())
                .put("version", release.version())
                .putAll("files", listed)
                .build());
    }

    static JsonObject describe(String name, Listed file) {
        return JsonObject.builder()
                .put("name", name)
                .put("length", file.length())
                .put("sha256", file.digest().hex())
                .build();
    }

    /** Return the digest that the log keeps. */
    public Digest digest() {
        return Digest.of(toJson());
    }

    /** Return whether a file of that name must be listed. */
    static boolean lists(String name) {
        return !name.equals(FILE) && !name.startsWith(EXPORT);
    }
}
