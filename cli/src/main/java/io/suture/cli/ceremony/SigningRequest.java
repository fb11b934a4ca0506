package io.suture.cli.ceremony;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is carried to a key holder's machine: the files to sign with the signatures so far, the versions before them and
 * the policy's documents, so that the machine can work out by itself what would change.
 *
 * @param manufacturer whose root of trust it is
 * @param owners who holds which key, by key id
 * @param offline the files
 */
record SigningRequest(String manufacturer, Map<String, String> owners, OfflineMetadata offline) {

    static final String FILE = "signing-request.json";
    private static final String SCHEMA = "urn:suture:signing-request:v1";

    static SigningRequest read(Path file) {
        byte[] content = LocalFiles.read(file, LocalFiles.DOCUMENT);
        return find(content)
                .orElseThrow(() -> CommandFailure.refused("malformed-request", file + " is not a signing request"));
    }

    /** Return the request that a file holds, empty if it holds something else. */
    static Optional<SigningRequest> find(byte[] content) {
        try {
            JsonObject json = Json.parseObject(content);
            return json.findString("schema").filter(SCHEMA::equals).map(schema -> of(json));
        } catch (MalformedDocumentException e) {
            throw CommandFailure.refused("malformed-request", String.valueOf(e.getMessage()));
        }
    }

    private static SigningRequest of(JsonObject json) {
        return new SigningRequest(
                json.string("manufacturer"),
                Encoded.strings(json.object("owners")),
                new OfflineMetadata(
                        Encoded.files(json.object("metadata")),
                        Encoded.files(json.object("before")),
                        Encoded.files(json.object("documents"))));
    }

    byte[] toJson() {
        return CanonicalJson.rfc8785(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("manufacturer", manufacturer)
                .put("owners", Encoded.strings(owners))
                .put("metadata", Encoded.of(offline.metadata()))
                .put("before", Encoded.of(offline.before()))
                .put("documents", Encoded.of(offline.documents()))
                .build());
    }
}
