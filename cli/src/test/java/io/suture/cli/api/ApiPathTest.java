package io.suture.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPathTest {

    private static final URI SERVER = URI.create("https://localhost:8443/");

    @Test
    void whenASegmentHasReservedCharactersThenTheyAreEncoded() {
        assertThat(ApiPath.ofManufacturer("exm", "releases", "GW2", "3.1.1+b7~x y/z")
                        .on(SERVER))
                .hasToString("https://localhost:8443/api/v1/manufacturers/exm/releases/GW2/3.1.1%2Bb7~x%20y%2Fz");
    }

    @Test
    void whenParametersAreGivenThenTheyFollowThePath() {
        assertThat(ApiPath.of("audit").with("from", 5).with("limit", 7).on(SERVER))
                .hasToString("https://localhost:8443/api/v1/audit?from=5&limit=7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void whenASegmentMeansAnotherPathThenItIsRefused(String segment) {
        assertThatThrownBy(() -> ApiPath.of("people", segment)).isInstanceOf(IllegalArgumentException.class);
    }
}
