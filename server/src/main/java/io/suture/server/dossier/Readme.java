package io.suture.server.dossier;

import io.suture.trust.release.ReleaseId;
import java.nio.charset.StandardCharsets;

/** What a reader without this product is told. */
final class Readme {

    private static final String TEXT = """
            Evidence package of release {release}

            Everything here can be checked without the server that made it, offline:

                suture audit verify --package FILE.zip --root 1.root.json

            Give the first root you got from the manufacturer by another way; without it the package can only agree with
            itself.

            metadata/                    TUF metadata: who may vouch for what
            targets/<product>/<version>/ manifest, evidence (DSSE, one envelope a line), bill of materials
            targets/policy/              release policy, people and their public keys, the log's key
            log/checkpoint               signed size and root of the audit log (C2SP signed note)
            log/checkpoints/<size>       earlier ones: the log only grew
            log/leaves                   the hash of every entry, 32 bytes each (RFC 6962)
            log/entries.jsonl            the entries about this release
            log/release.tlog-proof       proof that the publication is in the log (C2SP tlog-proof)
            disclosures.jsonl            the private sections of these entries, with their salts
            receipts/                    what devices signed after installing
            devices/                     the certificates of these devices
            """;

    private Readme() {}

    static byte[] of(ReleaseId release) {
        return TEXT.replace("{release}", release.toString()).getBytes(StandardCharsets.UTF_8);
    }
}
