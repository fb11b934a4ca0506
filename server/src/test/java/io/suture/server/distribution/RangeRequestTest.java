package io.suture.server.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.distribution.RangeRequest.Part;
import io.suture.server.distribution.RangeRequest.Unsatisfiable;
import io.suture.server.distribution.RangeRequest.Whole;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeRequestTest {

    static Stream<Arguments> ranges() {
        return Stream.of(
                Arguments.of("bytes=0-", new Part(0, 100)),
                Arguments.of("bytes=0-0", new Part(0, 1)),
                Arguments.of("bytes=99-", new Part(99, 1)),
                Arguments.of("bytes=10-19", new Part(10, 10)),
                Arguments.of("bytes=90-1000", new Part(90, 10)),
                Arguments.of("bytes=90-99999999999999999999999", new Part(90, 10)),
                Arguments.of("bytes=-1", new Part(99, 1)),
                Arguments.of("bytes=-1000", new Part(0, 100)),
                Arguments.of("bytes=000000000000000000000000007-8", new Part(7, 2)),
                Arguments.of("bytes=-0", new Unsatisfiable()),
                Arguments.of("bytes=100-", new Unsatisfiable()),
                Arguments.of("bytes=99999999999999999999999-", new Unsatisfiable()));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void whenOneRangeIsAskedThenItIsServedOrRefused(String header, RangeRequest expected) {
        assertThat(RangeRequest.of(header, 100)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=a-b",
                "bytes=1 -2",
                "bytes=0-,0-,0-",
                "items=0-1",
                "bytes=--1",
                "bytes=0x1-2",
                "bytes=١-٢"
            })
    void whenTheHeaderIsNoSingleRangeThenTheWholeFileIsServed(String header) {
        assertThat(RangeRequest.of(header, 100)).isEqualTo(new Whole());
    }

    @Test
    void whenTheHeaderReachesTheLimitThenItIsReadAndOnePastItIsIgnored() {
        String longest = "bytes=" + "0".repeat(RangeRequest.MAX_HEADER_LENGTH - 8) + "7-";
        assertThat(longest).hasSize(RangeRequest.MAX_HEADER_LENGTH);
        assertThat(RangeRequest.of(longest, 100)).isEqualTo(new Part(7, 93));
        assertThat(RangeRequest.of(longest + "8", 100)).isEqualTo(new Whole());
    }

    @Test
    void whenTheFileIsEmptyThenNoRangeIsSatisfiable() {
        assertThat(RangeRequest.of("bytes=0-", 0)).isEqualTo(new Unsatisfiable());
        assertThat(RangeRequest.of("bytes=-1", 0)).isEqualTo(new Unsatisfiable());
        assertThat(RangeRequest.of(null, 0)).isEqualTo(new Whole());
    }
}
