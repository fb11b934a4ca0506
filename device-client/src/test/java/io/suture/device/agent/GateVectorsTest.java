package io.suture.device.agent;

import io.suture.trust.attest.EvidenceFile;
import io.suture.trust.gate.GateVectors;
import org.junit.jupiter.api.Test;

/** The device judges the cases that are shared with trust and the server as they are committed. */
class GateVectorsTest {

    /** The evidence comes as the file that the device reads. */
    @Test
    void whenTheSameBytesAreJudgedThenTheVerdictIsTheCommittedOne() {
        GateVectors.assertJudgedAlike(evidence -> EvidenceLines.parse(EvidenceFile.format(evidence)));
    }
}
