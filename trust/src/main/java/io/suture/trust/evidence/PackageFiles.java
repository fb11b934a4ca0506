package io.suture.trust.evidence;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a package by name. */
final class PackageFiles {

    private static final Pattern ROOT = Pattern.compile("metadata/([1-9][0-9]{0,8})\\.root\\.json");

    private final Map<String, byte[]> files;

    PackageFiles(Map<String, byte[]> files) {
        this.files = new TreeMap<>(files);
    }

    Optional<byte[]> find(String name) {
        return Optional.ofNullable(files.get(name));
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
        JsonObject json = Json.parseObject(require("release.json"));
        return new ReleaseId(json.string("product"), json.string("version"));
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
