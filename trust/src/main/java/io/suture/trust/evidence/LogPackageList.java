package io.suture.trust.evidence;

import io.suture.trust.digest.Digest;
import io.suture.trust.evidence.PackageManifest.Listed;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Documents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file {@code package.json} of a log's package: what was asked for, and every other file with length and digest. The log
 * names its digest in the event of the export.
 *
 * @param origin whose log
 * @param size how many entries
 * @param sections whether private sections were asked for
 * @param files name to length and digest
 */
public record LogPackageList(String origin, long size, boolean sections, SortedMap<String, Listed> files) {

    /** The schema's name. */
    public static final String SCHEMA = "urn:suture:log-package:v1";

    /** The file's name. */
    public static final String FILE = "package.json";

    /** Copies the files. */
    public LogPackageList {
        files = new TreeMap<>(files);
    }

    /** Parses the file; there is one spelling of each. */
    public static LogPackageList parse(byte[] bytes) {
        JsonObject json = Json.parseObject(bytes, EvidenceLimits.PACKAGE_MANIFEST);
        Documents.requireSchema(json, SCHEMA);
        SortedMap<String, Listed> files = new TreeMap<>();
        for (JsonObject file : json.objects("files")) {
            files.put(file.string("name"), new Listed(file.integer("length"), Documents.hexDigest(file, "sha256")));
        }
        LogPackageList list =
                new LogPackageList(json.string("origin"), json.integer("size"), json.bool("sections"), files);
        if (!Arrays.equals(list.toJson(), bytes)) {
            throw new MalformedDocumentException("", "is not canonical, not in order, or names a file twice");
        }
        return list;
    }

    /** Return the file's bytes. */
    public byte[] toJson() {
        List<JsonObject> listed = new ArrayList<>();
        files.forEach((name, file) -> listed.add(PackageManifest.describe(name, file)));
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("origin", origin)
                .put("size", size)
                .put("sections", sections)
                .putAll("files", listed)
                .build());
    }

    /** Return the digest that the log keeps. */
    public Digest digest() {
        return Digest.of(toJson());
    }
}
