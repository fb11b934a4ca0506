package io.suture.cli.repository;

import io.suture.trust.digest.Digest;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files of a repository at one moment, as the server lists them.
 *
 * @param metadata metadata files
 * @param targets target files, their names beginning with their digests
 */
record RepositoryListing(List<ListedFile> metadata, List<ListedFile> targets) {

    private static final Pattern METADATA_NAME = Pattern.compile("[A-Za-z0-9_~%][A-Za-z0-9_.~%-]{0,250}\\.json");
    private static final Pattern TARGET_PART = Pattern.compile("[A-Za-z0-9_~+][A-Za-z0-9_.~+-]{0,250}");

    /**
     * One file.
     *
     * @param path its path below {@code metadata/} or {@code targets/}, safe as a path on this machine
     * @param length in bytes
     * @param digest of its bytes
     */
    record ListedFile(String path, long length, Digest digest) {

        private static ListedFile of(JsonObject json) {
            return new ListedFile(json.string("path"), json.integer("length"), Digest.ofHex(json.string("sha256")));
        }

        /** Return the target path without the digest before the file name (TUF 5.7.3). */
        String targetPath() {
            int name = path.lastIndexOf('/') + 1;
            return path.substring(0, name) + path.substring(path.indexOf('.', name) + 1);
        }
    }

    static RepositoryListing parse(JsonObject json) {
        List<ListedFile> metadata = files(json, "metadata");
        List<ListedFile> targets = files(json, "targets");
        metadata.forEach(file -> require(METADATA_NAME.matcher(file.path()).matches(), file.path()));
        targets.forEach(file -> require(isTargetPath(file.path()), file.path()));
        return new RepositoryListing(metadata, targets);
    }

    private static List<ListedFile> files(JsonObject json, String member) {
        List<ListedFile> files = new ArrayList<>();
        json.objects(member).forEach(file -> files.add(ListedFile.of(file)));
        return List.copyOf(files);
    }

    private static boolean isTargetPath(String path) {
        return List.of(path.split("/", -1)).stream()
                .allMatch(part -> TARGET_PART.matcher(part).matches());
    }

    private static void require(boolean safe, String path) {
        if (!safe) {
            throw new MalformedDocumentException("path", path + " is not a name that a repository has");
        }
    }
}
