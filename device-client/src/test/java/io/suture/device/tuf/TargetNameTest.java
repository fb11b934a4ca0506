package io.suture.device.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetNameTest {

    @ParameterizedTest
    @CsvSource({
        "file.txt, file.txt",
        "a/b, a%2Fb",
        "a%2Fb, a%252Fb",
        "../x, %2E.%2Fx",
        "., %2E",
        ".., %2E.",
        ".hidden, %2Ehidden",
        "ü, %C3%BC",
        "a\\b, a%5Cb",
        "C:, C%3A"
    })
    void whenAPathIsAnyThenItsNameStaysInTheFolder(String path, String name) {
        assertThat(TargetName.of(path)).isEqualTo(name);
    }

    @Test
    void whenAPathIsTooLongForAFileThenItIsNamedByItsHash() {
        assertThat(TargetName.of("a".repeat(200))).isEqualTo("a".repeat(200));
        assertThat(TargetName.of("a".repeat(201))).matches("%[0-9a-f]{64}");
        assertThat(TargetName.of("b".repeat(201))).isNotEqualTo(TargetName.of("a".repeat(201)));
    }
}
