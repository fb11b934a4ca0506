package io.suture.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static Samples upTo(int n) {
        return Samples.of(IntStream.rangeClosed(1, n).boxed().toList().reversed());
    }

    @Test
    void whenThereAreAHundredValuesThenAPercentileIsTheValueOfItsRank() {
        assertThat(upTo(100).percentile(50)).isEqualTo(50);
        assertThat(upTo(100).percentile(99)).isEqualTo(99);
        assertThat(upTo(100).percentile(99.5)).isEqualTo(100);
        assertThat(upTo(100).percentile(100)).isEqualTo(100);
        assertThat(upTo(100).percentile(0.1)).isEqualTo(1);
    }

    @Test
    void whenThereIsOneValueThenItIsEverything() {
        Samples one = Samples.of(7);
        assertThat(List.of(one.min(), one.median(), one.percentile(1), one.percentile(99), one.max()))
                .containsOnly(7.0);
    }

    @Test
    void whenTheNumberOfValuesIsEvenThenTheMedianLiesBetweenTheTwoInTheMiddle() {
        assertThat(Samples.of(4, 1, 3, 2).median()).isEqualTo(2.5);
        assertThat(Samples.of(5, 1, 3).median()).isEqualTo(3);
    }

    @Test
    void whenNothingWasMeasuredThenThereIsNoAnswer() {
        assertThatThrownBy(Samples::of).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Samples.of(1).percentile(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Samples.of(1).percentile(101)).isInstanceOf(IllegalArgumentException.class);
    }
}
