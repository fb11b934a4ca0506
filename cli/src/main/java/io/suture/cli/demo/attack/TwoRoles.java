package io.suture.cli.demo.attack;

import io.suture.cli.demo.stage.Cast;
import io.suture.cli.demo.stage.Stage;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A person of a small company who may write releases and may approve releases, but not the same one. */
final class TwoRoles {

    static final String ID = "dual.one";

    static final Cast PERSON = new Cast(
            ID,
            "Small Company Person One (fictional)",
            List.of("release-engineer", "quality-approver"),
            Optional.empty());

    private TwoRoles() {}

    /** The person's private key, made when it is first needed; the public half lies beside it. */
    static Path key(Stage stage) throws IOException {
        Path key = stage.workspace().folder("people").resolve(ID + ".pem");
        if (!Files.exists(key)) {
            SoftwareSigner signer = SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, stage.random());
            Files.writeString(
                    key.resolveSibling(ID + ".pub.pem"), signer.publicKey().toPem());
            Files.writeString(key, signer.toPem());
        }
        return key;
    }
}
