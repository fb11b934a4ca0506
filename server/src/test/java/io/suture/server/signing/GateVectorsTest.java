package io.suture.server.signing;

import io.suture.trust.attest.EvidenceFile;
import io.suture.trust.gate.EvidencePositions;
import io.suture.trust.gate.GateVectors;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server judges the cases that are shared with trust and the device as they are committed. */
class GateVectorsTest {

    /** The evidence as the server keeps it and writes it for devices. */
    @Test
    void whenTheSameBytesAreJudgedThenTheVerdictIsTheCommittedOne() {
        GateVectors.assertJudgedAlike(evidence ->
                EvidenceFile.parse(new ReleaseEvidence.Lines(evidence, EvidencePositions.NONE, Map.of()).file()));
    }
}
