package io.suture.server.signing;

import io.suture.trust.attest.EvidenceFile;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.gate.EvidenceLog;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.release.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was signed with a release, as devices read it.
 *
 * @param files the small files by name, the evidence among them
 */
record FrozenEvidence(Map<String, byte[]> files) {

    Manifest manifest() {
        return Manifest.parse(file(Manifest.FILE));
    }

    List<Envelope> envelopes() {
        return EvidenceFile.parse(file(Manifest.EVIDENCE_FILE));
    }

    /** Returns its places in the log, if any were signed with it. */
    Optional<EvidenceLog> log() {
        return Optional.ofNullable(files.get(Manifest.EVIDENCE_LOG_FILE)).map(EvidenceLog::parse);
    }

    /** Returns the places that a device finds which goes by this policy. */
    EvidencePositions positions(LogPolicy policy) {
        return log().map(log -> log.positions(policy, manifest().digest())).orElse(EvidencePositions.NONE);
    }

    private byte[] file(String name) {
        return Optional.ofNullable(files.get(name))
                .orElseThrow(() -> new MalformedDocumentException(name, "was not signed with the release"));
    }
}
