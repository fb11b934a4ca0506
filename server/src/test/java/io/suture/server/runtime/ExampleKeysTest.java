package io.suture.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.digest.Digest;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExampleKeysTest {

    private static final Digest EXAMPLE = Digest.of(new byte[] {1});
    private static final Digest OWN = Digest.of(new byte[] {2});

    @Test
    void whenNotInDemoModeThenAnExampleKeyIsRefusedAndNamed() {
        ExampleKeys keys = new ExampleKeys(Set.of(EXAMPLE), false);
        assertThat(keys.allows(EXAMPLE)).isFalse();
        assertThat(keys.allows(OWN)).isTrue();
        assertThatThrownBy(() -> keys.require(EXAMPLE, "suture.tls.key"))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("suture.tls.key");
    }

    @Test
    void whenInDemoModeThenAnExampleKeyIsAllowed() {
        assertThatCode(() -> new ExampleKeys(Set.of(EXAMPLE), true).require(EXAMPLE, "suture.tls.key"))
                .doesNotThrowAnyException();
    }
}
