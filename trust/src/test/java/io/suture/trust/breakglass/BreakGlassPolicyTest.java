package io.suture.trust.breakglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.breakglass.BreakGlassPolicy.Member;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.SoftwareSigner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a list of break-glass people may be, up to its limits (docs/formats.md). */
class BreakGlassPolicyTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<LiftedCheck> ALL = EnumSet.allOf(LiftedCheck.class);
    private static final BreakGlassPolicy TWO = policy(people(2));

    private static List<PublicKey> keys(int number) {
        return Stream.generate(() ->
                        SoftwareSigner.generate(KeyAlgorithm.ED25519, RANDOM).publicKey())
                .limit(number)
                .toList();
    }

    private static List<Member> people(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new Member("person." + i, keys(1)))
                .toList();
    }

    private static BreakGlassPolicy policy(List<Member> people) {
        return new BreakGlassPolicy(1, people, ALL);
    }

    private static BreakGlassPolicy changed(String what, String into) {
        String text = new String(TWO.toJson(), StandardCharsets.UTF_8);
        assertThat(text).contains(what);
        return BreakGlassPolicy.parse(text.replace(what, into).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whenAPolicyIsWrittenThenItIsReadAsTheSame() {
        assertThat(BreakGlassPolicy.parse(TWO.toJson())).isEqualTo(TWO);
    }

    @Test
    void whenThereAreAsManyPeopleAsAllowedThenOneMoreIsRefused() {
        assertThat(policy(people(BreakGlassLimits.PEOPLE)).people()).hasSize(BreakGlassLimits.PEOPLE);
        assertThatThrownBy(() -> policy(people(BreakGlassLimits.PEOPLE + 1)))
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessageContaining("people");
    }

    @Test
    void whenThereAreAsFewPeopleAsMustSignThenOneFewerIsRefused() {
        assertThat(policy(people(BreakGlassLimits.SIGNERS)).people()).hasSize(BreakGlassLimits.SIGNERS);
        assertThatThrownBy(() -> policy(people(BreakGlassLimits.SIGNERS - 1)))
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessageContaining("people");
    }

    @Test
    void whenAPersonHasAsManyKeysAsAllowedThenOneMoreIsRefused() {
        assertThat(new Member("chief.one", keys(BreakGlassLimits.KEYS)).keys()).hasSize(BreakGlassLimits.KEYS);
        for (int number : new int[] {0, BreakGlassLimits.KEYS + 1}) {
            List<PublicKey> keys = keys(number);
            assertThatThrownBy(() -> new Member("chief.one", keys))
                    .isInstanceOf(MalformedDocumentException.class)
                    .hasMessageContaining("keys");
        }
    }

    @Test
    void whenTwoPeopleShareAKeyOrOneIsListedTwiceThenItIsRefused() {
        List<PublicKey> shared = keys(1);
        assertThatThrownBy(() -> policy(List.of(new Member("a", shared), new Member("b", shared))))
                .hasMessageContaining("keys");
        assertThatThrownBy(() -> policy(List.of(new Member("a", keys(1)), new Member("a", keys(1)))))
                .hasMessageContaining("people");
    }

    @ParameterizedTest
    @CsvSource({
        "break-glass-policy:v1, break-glass-policy:v2, schema",
        "'\"version\":1', '\"version\":0', people",
        "'\"version\":1', '\"version\":1,\"mayLiftAll\":true', mayLiftAll",
        "'\"id\":\"person.0\"', '\"id\":\"person.0\",\"role\":\"chief\"', role",
        "person.1, person.0, people",
        "person.1, ' ', id",
        "log-entry, gate, mayLift",
        "BEGIN PUBLIC KEY, BEGIN PRIVATE KEY, keys"
    })
    void whenADocumentIsNotInTheFormThenItIsRefused(String what, String into, String where) {
        assertThatThrownBy(() -> changed(what, into))
                .isInstanceOfSatisfying(
                        MalformedDocumentException.class,
                        e -> assertThat(e.path()).contains(where));
    }
}
