package io.suture.cli.attest;

import io.suture.cli.api.FreshProof;
import io.suture.cli.release.RemoteRelease;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.Session;
import io.suture.trust.attest.QualityApproval;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import io.suture.trust.release.Manifest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An approval that the server opened: what it froze is compared here with what was shown here, and the binding of the
 * step-up is computed here.
 *
 * @param remote the release
 * @param id the approval's id
 * @param manifest what will be signed
 * @param evidence payload digests of the evidence
 * @param meaning what the signature means
 */
record OpenApproval(RemoteRelease remote, String id, Digest manifest, List<Digest> evidence, String meaning) {

    static OpenApproval of(RemoteRelease remote, String meaning, String role, String reason) {
        JsonObject request = JsonObject.builder()
                .put("meaning", meaning)
                .put("role", role)
                .put("reason", reason)
                .put("method", "key")
                .build();
        JsonObject opened = remote.api().post(remote.path("approvals"), request);
        return new OpenApproval(
                remote,
                opened.string("id"),
                Digest.parse(opened.string("manifest")),
                opened.strings("evidence").stream().map(Digest::parse).toList(),
                meaning);
    }

    /** Refuses when the server froze something else than what was shown. */
    void requireSeen(Manifest shown, List<Envelope> seen) {
        Set<Digest> digests = seen.stream().map(Envelope::payloadDigest).collect(Collectors.toSet());
        if (!shown.digest().equals(manifest) || !digests.equals(new HashSet<>(evidence))) {
            throw CommandFailure.refused(
                    "evidence-changed", "the release changed since it was shown: look again, then approve anew");
        }
    }

    Digest evidenceSet() {
        return QualityApproval.evidenceSet(evidence);
    }

    /** Proves anew who the person is, for this signature only; returns how. */
    String stepUp(Session session) {
        return FreshProof.give(session, remote.api(), binding());
    }

    private Digest binding() {
        return Digest.of(CanonicalJson.rfc8785(JsonObject.builder()
                .put("approval", id)
                .put("evidenceSet", evidenceSet().toString())
                .put("manifest", manifest.toString())
                .put("meaning", meaning)
                .build()));
    }

    /** Hands the signature in. */
    void sign(Envelope approval) {
        remote.api().post(remote.path("approvals", id, "signature"), approval.toJson(), "application/json");
    }
}
