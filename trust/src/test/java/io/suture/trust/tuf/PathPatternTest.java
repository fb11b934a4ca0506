package io.suture.trust.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {

    @ParameterizedTest
    @CsvSource({
        "targets/*.tgz, targets/foo.tgz, true",
        "targets/*.tgz, targets/foo.txt, false",
        "foo-version-?.tgz, foo-version-2.tgz, true",
        "foo-version-?.tgz, foo-version-alpha.tgz, false",
        "*.tgz, targets/foo.tgz, false",
        "GW2/*/*, GW2/3.1.1/manifest.json, true",
        "GW2/*/*, GW2/3.1.1/a/b, false",
        "GW2/*/*, GW2/3.1.1, false",
        "GW2/*/*, gw2/3.1.1/manifest.json, false",
        "*, '', true",
        "*, a, true",
        "*, /a, false",
        "/*, /a, true",
        "a/, a/, true",
        "a/, a, false",
        "?, '', false",
        "?, \uD83D\uDE00, true",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXbYbZ, false",
        "**, abc, true",
        "**/b, a/b, true",
        "**/c, a/b/c, false",
        "[ab], a, false",
        "[ab], [ab], true",
        "a.c, abc, false",
        "'\\*', '\\x', true"
    })
    void whenAPatternIsMatchedThenOnlyStarAndQuestionMarkAreSpecial(String pattern, String path, boolean matches) {
        assertThat(PathPattern.matches(pattern, path)).isEqualTo(matches);
    }

    @Test
    void whenAPatternHasManyStarsThenMatchingStaysCheap() {
        assertThat(PathPattern.matches("*a".repeat(500) + "b", "a".repeat(5_000)))
                .isFalse();
    }
}
