package io.suture.trust.evidence;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a package by name. */
final class PackageFiles {

    static final String RELEASE = "release.json";

    private static final Pattern ROOT = Pattern.compile("metadata/([1-9][0-9]{0,8})\\.root\\.json");

    private final Map<String, PackagedFile> files;

    PackageFiles(Map<String, PackagedFile> files) {
        this.files = new TreeMap<>(files);
    }

    Optional<byte[]> find(String name) {
        return Optional.ofNullable(files.get(name)).map(PackagedFile::bytes);
    }

    /** Return every file by name. */
    Map<String, PackagedFile> all() {
        return Collections.unmodifiableMap(files);
    }

    /** Return the files below a prefix as those of a log. */
    LogSource log(String prefix) {
        return (path, maxBytes) -> Optional.ofNullable(files.get(prefix + path)).map(file -> {
            if (file.length() > maxBytes) {
                throw new FailedCheck(prefix + path + " has more than " + maxBytes + " bytes");
            }
            return file.bytes();
        });
    }

    /** Return the digest of a file. */
    Digest digest(String name) {
        return Optional.ofNullable(files.get(name))
                .map(PackagedFile::digest)
                .orElseThrow(() -> new FailedCheck("file " + name + " is missing"));
    }

    /** Return a file that every package must have. */
    byte[] require(String name) {
        return find(name).orElseThrow(() -> new FailedCheck("file " + name + " is missing"));
    }

    /** Return the names under a folder, sorted. */
    List<String> under(String folder) {
        return files.keySet().stream()
                .filter(name -> name.startsWith(folder + "/"))
                .toList();
    }

    /** Return the lines of a JSON Lines file that may be missing. */
    List<JsonObject> lines(String name) {
        String text = new String(find(name).orElse(new byte[0]), StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        if (lines.size() > EvidenceLimits.LINES) {
            throw new FailedCheck(name + " has more than " + EvidenceLimits.LINES + " lines");
        }
        return lines.stream()
                .map(line -> Json.parseObject(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    ReleaseId release() {
        JsonObject json = Json.parseObject(require(RELEASE));
        return new ReleaseId(json.string("product"), json.string("version"));
    }

    /** Return what {@code release.json} says of the life of the release; what it does not say is not so. */
    Stage stage() {
        JsonObject json = Json.parseObject(require(RELEASE));
        return new Stage(json.findString("state").orElse("unknown"), isSaid(json, "published"), isSaid(json, "listed"));
    }

    private static boolean isSaid(JsonObject json, String key) {
        return json.has(key) && json.bool(key);
    }

    /**
     * How far the release came, as the package says.
     *
     * @param state its state
     * @param published whether it ever was
     * @param listed whether the repository's metadata name it at the time of the export
     */
    record Stage(String state, boolean published, boolean listed) {

        /** Leaves a check open that only a release in the metadata can pass. */
        void requireListed() {
            if (!listed) {
                throw new OpenCheck("the release is " + state + ": no metadata name it");
            }
        }

        /** Leaves a check open that only a published release can pass. */
        void requirePublished() {
            if (!published) {
                throw new OpenCheck("the release is " + state + " and was never published");
            }
        }
    }

    /** Return the package's own root with the lowest version. */
    Optional<byte[]> firstRoot() {
        return files.keySet().stream()
                .map(ROOT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .min(Comparator.naturalOrder())
                .flatMap(version -> find(rootName(version)));
    }

    static String rootName(long version) {
        return "metadata/" + version + ".root.json";
    }
}
