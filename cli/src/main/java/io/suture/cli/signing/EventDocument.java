package io.suture.cli.signing;

import io.suture.cli.session.CommandFailure;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyId;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.release.Manifest;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.Change;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.DeltaRole;
import io.suture.trust.tuf.MetadataDifference;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.Targets;
import io.suture.trust.tuf.TufException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A signing event as the server describes it, and what its bytes really say. Nobody signs on the server's word: what is
 * shown comes from the bytes, and an event whose description differs from its bytes is refused.
 */
final class EventDocument {

    private final JsonObject json;
    private final byte[] bytes;
    private final JsonObject signed;
    private final SignedMetadata metadata;
    private final DelegatedRole role;

    private EventDocument(JsonObject json) {
        this.json = json;
        this.bytes = decode(json.string("signed"));
        this.signed = Json.parseObject(bytes);
        this.metadata = SignedMetadata.parse(json.string("role"), MetadataWriter.sign(signed, List.of()));
        this.role = SignedMetadata.parse(Targets.TYPE, decode(json.string("delegation")))
                .asTargets()
                .delegations()
                .role(json.string("role"))
                .orElseThrow(() -> mismatch("the delegation is not one of role " + json.string("role")));
    }

    /** Return the event after checking that its description fits its bytes. */
    static EventDocument read(JsonObject json) {
        try {
            EventDocument event = new EventDocument(json);
            event.requireConsistent();
            return event;
        } catch (MalformedDocumentException | TufException | IllegalArgumentException e) {
            throw mismatch(String.valueOf(e.getMessage()));
        }
    }

    private void requireConsistent() {
        Targets targets = metadata.asTargets();
        require(Arrays.equals(bytes, CanonicalJson.olpc(signed)), "the bytes are not canonical");
        require(targets.version() == json.integer("version"), "the bytes are of version " + targets.version());
        require(
                targets.delegations().succinctRoles().isEmpty()
                        && targets.delegations().roles().stream()
                                .allMatch(other -> DeltaRole.isDelegation(role.name(), other)),
                "the bytes delegate to other roles than the product's deltas");
        targets.files().keySet().forEach(path -> require(role.covers(path), "the role may not vouch for " + path));
        release()
                .ifPresent(release ->
                        require(manifestFile(release).isPresent(), "the bytes do not list the manifest of " + release));
        visible().ifPresent(this::requireSuccessor);
    }

    /** A visible version that the role's keys did not sign would show a false difference. */
    private void requireSuccessor(SignedMetadata visible) {
        require(
                visible.asTargets().version() < metadata.asTargets().version(),
                "the visible version is not lower than the one to be signed");
        require(!visible.verifiedBy(role.keys()).isEmpty(), "no key of the role signed the visible version");
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw mismatch(problem);
        }
    }

    private static CommandFailure mismatch(String problem) {
        return CommandFailure.refused(
                "signing-event-mismatch", "the server's signing event is not what it says: " + problem);
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    Optional<ReleaseId> release() {
        return json.findString("release").map(ReleaseId::parse);
    }

    private Optional<TargetFile> manifestFile(ReleaseId release) {
        return metadata.asTargets().file(release + "/" + Manifest.FILE);
    }

    /** Refuse a manifest that is not the one the bytes vouch for, or not of the release. */
    void requireManifest(ReleaseId release, byte[] manifest) {
        TargetFile listed = manifestFile(release).orElseThrow();
        require(
                listed.length() == manifest.length
                        && listed.sha256().filter(Digest.of(manifest)::equals).isPresent(),
                "the manifest of " + release + " is another one");
        require(Manifest.parse(manifest).id().equals(release), "the manifest is not one of " + release);
    }

    private Optional<SignedMetadata> visible() {
        return json.findString("visible").map(file -> SignedMetadata.parse(json.string("role"), decode(file)));
    }

    /** Return the digest of the release's manifest, from the bytes. */
    Optional<Digest> manifest() {
        return release().flatMap(this::manifestFile).flatMap(TargetFile::sha256);
    }

    /** Return the changes against what devices see now. */
    List<Change> changes() {
        return MetadataDifference.between(visible(), metadata);
    }

    /** Return the event in words, the difference last. */
    List<String> inWords() {
        List<String> lines = new ArrayList<>();
        lines.add("signing event " + id() + "  " + state() + "  " + json.string("purpose"));
        lines.add("  role       " + json.string("role") + " version " + json.integer("version"));
        release().ifPresent(release -> lines.add("  release    " + release));
        manifest().ifPresent(digest -> lines.add("  manifest   " + digest));
        lines.add("  signed     " + Digest.of(bytes));
        lines.add("  signatures " + json.objects("signatures").size() + " of "
                + role.keys().threshold() + ", " + role.keys().keys().size() + " keys");
        lines.add("  expires    " + json.string("expiresAt"));
        json.findString("reason")
                .filter(reason -> !reason.isEmpty())
                .ifPresent(reason -> lines.add("  ended      " + reason));
        lines.add(
                visible().isPresent() ? "difference to what devices see now" : "devices see nothing of this role yet");
        changes().forEach(change -> lines.add(mark(change) + change.inWords()));
        return lines;
    }

    private static String mark(Change change) {
        return change instanceof Change.Dangerous ? "! " : "  ";
    }

    String id() {
        return json.string("id");
    }

    String state() {
        return json.string("state");
    }

    JsonObject json() {
        return json;
    }

    /** Return the signature of a key of the role over the bytes. */
    JsonObject sign(Signer signer) {
        PublicKey key = signer.publicKey();
        KeyId id = role.keys().keys().entrySet().stream()
                .filter(entry -> entry.getValue().equals(key))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> CommandFailure.refused(
                        "key-not-in-role", "the signing key is no key of role " + json.string("role")));
        String hex = Json.parseObject(MetadataWriter.sign(signed, List.of(signer)))
                .objects("signatures")
                .getFirst()
                .string("sig");
        return JsonObject.builder().put("keyid", id.value()).put("sig", hex).build();
    }
}
