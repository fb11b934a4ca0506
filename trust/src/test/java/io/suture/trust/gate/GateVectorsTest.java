package io.suture.trust.gate;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The committed cases have the verdicts that are committed with them. */
class GateVectorsTest {

    @Test
    void whenTheSameBytesAreJudgedThenTheVerdictIsTheCommittedOne() {
        GateVectors.assertJudgedAlike(UnaryOperator.identity());
    }

    @Test
    @EnabledIfSystemProperty(named = "suture.write-vectors", matches = "true")
    void writeThemAnew() {
        GateVectorsWriter.write();
    }
}
