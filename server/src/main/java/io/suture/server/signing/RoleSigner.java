package io.suture.server.signing;

import io.suture.trust.json.JsonObject;
import io.suture.trust.key.Signer;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.SignedMetadata;
import java.time.Instant;
import java.util.List;

/** Signs one version of a role and checks the signature with the public key before anybody sees it (reliability case H4). */
final class RoleSigner {

    private RoleSigner() {}

    static Metadata sign(String role, long version, Instant expires, JsonObject signed, Signer signer) {
        byte[] bytes = MetadataWriter.sign(signed, List.of(signer));
        SignedMetadata.parse(role, bytes).requireSignedBy(RoleKeys.of(1, signer.publicKey()));
        return new Metadata(role, version, bytes, expires, false);
    }
}
