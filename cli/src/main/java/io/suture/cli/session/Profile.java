package io.suture.cli.session;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Who acts, and against which server. In a file, relative paths start at the file's folder. */
public record Profile(
        Optional<URI> server,
        Optional<Path> ca,
        Optional<String> person,
        Optional<String> key,
        Optional<String> manufacturer) {

    private static final Set<String> MEMBERS = Set.of("server", "ca", "as", "key", "manufacturer");

    /** Return the profile written in a file. */
    public static Profile read(Path file) {
        try {
            return parse(Json.parseObject(LocalFiles.read(file, LocalFiles.DOCUMENT)), file.toAbsolutePath());
        } catch (MalformedDocumentException | IllegalArgumentException e) {
            throw CommandFailure.usage("profile " + file + ": " + e.getMessage());
        }
    }

    private static Profile parse(JsonObject object, Path file) {
        if (!MEMBERS.containsAll(object.keys())) {
            throw new IllegalArgumentException(
                    "only " + MEMBERS.stream().sorted().toList() + " are known");
        }
        return new Profile(
                object.findString("server").map(URI::create),
                object.findString("ca").map(file::resolveSibling),
                object.findString("as"),
                object.findString("key").map(key -> besides(file, key)),
                object.findString("manufacturer"));
    }

    /** A key that is on a token has no path. */
    private static String besides(Path file, String key) {
        return key.startsWith("pkcs11:") ? key : file.resolveSibling(key).toString();
    }

    Profile or(Profile other) {
        return new Profile(
                server.or(other::server),
                ca.or(other::ca),
                person.or(other::person),
                key.or(other::key),
                manufacturer.or(other::manufacturer));
    }
}
