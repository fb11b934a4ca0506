package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveSettingsTest {

    private record Login(String user, String password) {}

    private record Settings(
            Duration pollAfter, Login application, String caKey, String nothing, Map<String, String> roleMap) {}

    @Test
    void whenSettingsAreNestedThenEachHasTheNameThatAnOperatorWritesAndSecretsAreNotThere() {
        SortedMap<String, String> settings = new TreeMap<>();
        EffectiveSettings.addAll(
                "suture.x",
                new Settings(
                        Duration.ofSeconds(5), new Login("app", "hidden"), "PEM", null, Map.of("group-a", "auditor")),
                settings);
        assertThat(settings)
                .isEqualTo(Map.of(
                        "suture.x.poll-after", "PT5S",
                        "suture.x.application.user", "app",
                        "suture.x.role-map.group-a", "auditor"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "passphrase",
                "key",
                "ca-key",
                "bootstrap-admin-key",
                "client-secret",
                "suture.database.migration.password"
            })
    void whenANameEndsLikeASecretThenItIsOne(String name) {
        assertThat(EffectiveSettings.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token-lifetime", "user", "data-dir", "keyboard", "ca-certificate"})
    void whenANameDoesNotEndLikeASecretThenItIsNone(String name) {
        assertThat(EffectiveSettings.isSecret(name)).isFalse();
    }
}
