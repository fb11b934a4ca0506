package io.suture.server.signing;

import io.suture.trust.json.Json;
import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyId;
import io.suture.trust.release.ReleaseId;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.SignedMetadata;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.Targets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A version of a product's role that waits for signatures.
 *
 * @param id the event
 * @param manufacturer whose repository
 * @param role the product's role
 * @param version of the role's metadata
 * @param purpose why it is signed
 * @param release the release that is signed, for {@link Purpose#RELEASE}
 * @param toBeSigned canonical bytes of the signed part
 * @param delegation the delegation it was opened under, see {@link #describe}
 * @param metadataExpires when the metadata expire
 * @param state where it is
 * @param reason why it ended, empty while it is open
 * @param openedBy who asked for it
 * @param openedAt when
 * @param expiresAt when it ends by itself
 * @param signatures so far, in order
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after construction
record SigningEvent(
        UUID id,
        String manufacturer,
        String role,
        long version,
        Purpose purpose,
        Optional<ReleaseId> release,
        byte[] toBeSigned,
        byte[] delegation,
        Instant metadataExpires,
        SigningEventState state,
        String reason,
        String openedBy,
        Instant openedAt,
        Instant expiresAt,
        List<Signature> signatures) {

    SigningEvent {
        signatures = List.copyOf(signatures);
    }

    /** Why a role is signed. */
    enum Purpose {
        /** A release is added; devices see it after its publication. */
        RELEASE,
        /** A published release, signed over a set of files that is no longer the right one, becomes visible. */
        PUBLICATION,
        /** Files leave the role. */
        WITHDRAWAL,
        /** Half of the life of the metadata is over. */
        RENEWAL,
        /** The same files, for a delegation that is to come. */
        DELEGATION;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Purpose of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * A verified signature.
     *
     * @param keyid of the key
     * @param hex the signature
     * @param person who signed, empty for the server
     * @param at when
     */
    record Signature(KeyId keyid, String hex, Optional<String> person, Instant at) {}

    /** Returns a delegation as metadata that nobody signs: the form in which it is kept and compared. */
    static byte[] describe(DelegatedRole role) {
        return MetadataWriter.sign(
                MetadataWriter.targets(1, Instant.EPOCH, List.of(), Delegations.of(role)), List.of());
    }

    /** Returns the role with its keys as it was when the event was opened. */
    DelegatedRole delegatedRole() {
        return SignedMetadata.parse(Targets.TYPE, delegation)
                .asTargets()
                .delegations()
                .role(role)
                .orElseThrow();
    }

    boolean isOpenedUnder(DelegatedRole other) {
        return Arrays.equals(delegation, describe(other));
    }

    /** Returns the metadata file with the signatures so far. */
    Metadata metadata() {
        return metadata(signatures);
    }

    /** Returns the metadata file with one more signature. */
    Metadata metadataWith(Signature signature) {
        return metadata(Stream.concat(signatures.stream(), Stream.of(signature)).toList());
    }

    /** Returns the metadata file with this signature only. */
    SignedMetadata signedOnlyBy(Signature signature) {
        return SignedMetadata.parse(role, metadata(List.of(signature)).bytes());
    }

    private Metadata metadata(List<Signature> by) {
        List<JsonObject> listed = by.stream().map(SigningEvent::json).toList();
        byte[] file = Json.compact(JsonObject.builder()
                .put("signatures", JsonArray.of(listed))
                .put("signed", Json.parseObject(toBeSigned))
                .build());
        return new Metadata(role, version, file, metadataExpires, false);
    }

    private static JsonObject json(Signature signature) {
        return JsonObject.builder()
                .put("keyid", signature.keyid().value())
                .put("sig", signature.hex())
                .build();
    }

    /** Returns the files that the role will list. */
    Map<String, TargetFile> files() {
        return metadata().targets().files();
    }

    boolean isOpen() {
        return state == SigningEventState.OPEN;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
