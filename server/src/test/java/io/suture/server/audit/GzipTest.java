package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 12.5.3. */
class GzipTest {

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, gzip", "GZIP", "gzip;q=0.5", "deflate, gzip; q=1.0", "gzip;q=0.001"})
    void whenTheReaderTakesGzipThenItIsAccepted(String accepted) {
        assertThat(Gzip.isAccepted(accepted)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "*", "gzip;q=0", "gzip;q=0.000", "x-gzip", "gzipped"})
    void whenTheReaderDoesNotNameItThenItIsNot(String accepted) {
        assertThat(Gzip.isAccepted(accepted)).isFalse();
    }

    @Test
    void whenTheReaderSaysNothingThenItIsNot() {
        assertThat(Gzip.isAccepted(null)).isFalse();
    }
}
