package io.suture.server.signing;

import io.suture.trust.key.PublicKey;
import io.suture.trust.release.Manifest;
import io.suture.trust.tuf.DelegatedRole;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A signing event as the API shows it. What an approver signs is judged from {@code signed}, {@code visible} and
 * {@code delegation}, not from the other members.
 *
 * @param id the event
 * @param role the product's role
 * @param version of the metadata
 * @param purpose release, publication, withdrawal, renewal or delegation
 * @param release PRODUCT/VERSION, when a release is signed
 * @param manifest digest of its manifest
 * @param state open, completed, refused, expired or superseded
 * @param reason why it ended
 * @param openedBy who asked
 * @param openedAt when
 * @param expiresAt when it ends by itself
 * @param threshold how many keys must sign
 * @param keys the keys that may
 * @param signatures so far
 * @param signed canonical bytes to sign, base64
 * @param delegation the role as delegated: an unsigned targets document, base64
 * @param visible the metadata of the role that devices see now, base64
 */
record SigningEventView(
        String id,
        String role,
        long version,
        String purpose,
        Optional<String> release,
        Optional<String> manifest,
        String state,
        String reason,
        String openedBy,
        Instant openedAt,
        Instant expiresAt,
        int threshold,
        List<KeyView> keys,
        List<SignatureView> signatures,
        String signed,
        String delegation,
        Optional<String> visible) {

    /** A key of the role. */
    record KeyView(String keyid, String publicKey) {

        static KeyView of(PublicKey key) {
            return new KeyView(key.keyId().value(), key.toPem());
        }
    }

    /** A signature; without a person it is the server's. */
    record SignatureView(String keyid, String sig, Optional<String> person, Instant at) {

        static SignatureView of(SigningEvent.Signature signature) {
            return new SignatureView(signature.keyid().value(), signature.hex(), signature.person(), signature.at());
        }
    }

    static SigningEventView of(SigningEvent event, Optional<Metadata> visible) {
        DelegatedRole role = event.delegatedRole();
        return new SigningEventView(
                event.id().toString(),
                event.role(),
                event.version(),
                event.purpose().code(),
                event.release().map(Object::toString),
                manifest(event),
                event.state().code(),
                event.reason(),
                event.openedBy(),
                event.openedAt(),
                event.expiresAt(),
                role.keys().threshold(),
                role.keys().keys().values().stream().map(KeyView::of).toList(),
                event.signatures().stream().map(SignatureView::of).toList(),
                base64(event.toBeSigned()),
                base64(event.delegation()),
                visible.map(file -> base64(file.bytes())));
    }

    private static Optional<String> manifest(SigningEvent event) {
        return event.release()
                .map(release -> event.files().get(release + "/" + Manifest.FILE))
                .flatMap(file -> file.sha256())
                .map(Object::toString);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
