package io.suture.cli.attest;

import io.suture.cli.release.RemoteRelease;
import io.suture.cli.session.Session;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The release that a statement is about, opened and shown, and the person who signs it. */
record StatementTarget(Session session, RemoteRelease remote, Manifest manifest, PersonalSignature signature) {

    /** Return the release after showing its manifest. */
    static StatementTarget open(Session session, String release, @Nullable String printedName) {
        RemoteRelease remote = RemoteRelease.of(session, release);
        Manifest manifest = remote.manifest();
        ManifestView.show(session, manifest);
        return new StatementTarget(session, remote, manifest, PersonalSignature.of(session, remote.api(), printedName));
    }

    /** Return the claim with the files uploaded and named in its {@code files}, beside those it names already. */
    JsonObject withFiles(JsonObject claim, List<Path> files) {
        if (files.isEmpty()) {
            return claim;
        }
        List<JsonObject> uploaded = new EvidenceUploads(session, remote.api()).upload(files);
        JsonArray named = claim.findArray("files").orElse(JsonArray.of(List.of()));
        return claim.toBuilder()
                .set(
                        "files",
                        JsonArray.of(Stream.concat(named.elements().stream(), uploaded.stream())
                                .toList()))
                .build();
    }

    /** Signs the claim, attaches it and tells both people and machines. */
    void attach(String label, String type, JsonObject claim) {
        Envelope envelope = signature.sign(manifest, type, signature.fill(claim));
        remote.attach(envelope);
        session.say(label + " signed by " + signature.person() + "  " + envelope.payloadDigest());
        session.result(JsonObject.builder()
                .put("release", remote.id().toString())
                .put("predicateType", type)
                .put("evidence", envelope.payloadDigest().toString())
                .build());
    }
}
