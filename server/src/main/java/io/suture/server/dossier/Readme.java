package io.suture.server.dossier;

import io.suture.trust.release.ReleaseId;

/** What a reader without this product is told. */
final class Readme {

    private static final String TEXT = """
            Dossier of release {release}

            Everything here can be checked without the server that made it, offline:

                suture audit verify --package FILE.zip --root 1.root.json

            Give the first root you got from the manufacturer by another way; without it the package can only agree with
            itself.

            dossier.html, dossier.pdf    the story for people, with every signature; both show what dossier.json says
            dossier.json                 the same for programs
            MANIFEST.json                every other file with length and SHA-256; its own SHA-256 is in the log
            release.json                 which release, in which state, when exported
            release/manifest.json        what everybody signed, as soon as it was submitted
            evidence/<sha256>.json       every signed statement as handed in (DSSE), by the digest of what is signed
            evidence/files/<sha256>      files that statements name
            metadata/                    TUF metadata: who may vouch for what
            targets/<product>/<version>/ what was signed with the release: manifest, evidence (DSSE, one envelope a line),
                                         its places in the log, the gate's verdict, bill of materials
            targets/policy/              release policy, people and their public keys, the log's key
            log/checkpoint               signed size and root of the audit log (C2SP signed note)
            log/checkpoints/<size>       earlier ones: the log only grew
            log/leaves                   the hash of every entry, 32 bytes each (RFC 6962)
            log/entries.jsonl            the entries about this release
            log/release.tlog-proof       proof that the publication is in the log (C2SP tlog-proof)
            log/timestamp/<size>.tsr     the first time stamp over it (RFC 3161), of log/checkpoints/<size>; there is none
                                         where no authority stamps the log, or where it has not yet. Verify it with
                                         --tsa-root and the authority's root, which you bring along
            disclosures.jsonl            the private sections of these entries, with their salts
            log/export.*                 proof that this export is in the log, after all of the above
            receipts/                    what devices signed after installing
            devices/                     the certificates of these devices
            """;

    private Readme() {}

    static String of(ReleaseId release) {
        return TEXT.replace("{release}", release.toString());
    }
}
