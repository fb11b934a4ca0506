package io.suture.trust.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The committed cases have the verdicts that are committed with them. */
class GateVectorsTest {

    @Test
    void whenTheSameBytesAreJudgedThenTheVerdictIsTheCommittedOne() {
        GateVectors vectors = GateVectors.read();
        assertThat(vectors.cases()).hasSizeGreaterThan(300);
        int accepted = 0;
        for (GateVectors.Case one : vectors.cases()) {
            Verdict verdict = vectors.evaluate(one);
            assertThat(GateVectors.codes(verdict)).as(one.name()).isEqualTo(one.codes());
            accepted += verdict.accepted() ? 1 : 0;
        }
        assertThat(accepted).isBetween(20, vectors.cases().size() - 100);
    }

    @Test
    @EnabledIfSystemProperty(named = "suture.write-vectors", matches = "true")
    void writeThemAnew() {
        GateVectorsWriter.write();
    }
}
