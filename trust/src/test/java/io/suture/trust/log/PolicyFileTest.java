package io.suture.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.WitnessPolicy.Witness;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C2SP tlog-policy, with its own example, and what it forbids. */
class PolicyFileTest {

    private static final String ORIGIN = "fw.example.org/acme/audit";
    private static final NoteKey LOG =
            new NoteKey(ORIGIN, key(KeyAlgorithm.ED25519).publicKey());
    private static final NoteKey X1 = witness("x.example/1");
    private static final NoteKey X2 = witness("x.example/2");
    private static final NoteKey X3 = witness("x.example/3");
    private static final NoteKey Y1 = witness("y.example/1");
    private static final NoteKey Y1_PQ =
            NoteKey.ofWitness("y.example/1", key(KeyAlgorithm.ML_DSA_44).publicKey());
    private static final NoteKey Y2 = witness("y.example/2");

    /** The specification's example: two of three of one organisation, and any of another. */
    private static final String EXAMPLE = """
            # who must have seen a checkpoint
            log {log} https://fw.example.org/acme/audit

            witness X1 {1} https://x.example/witness
            \twitness X2  {2}
            witness X3 {3}
            group X-witnesses 2 X1 X2 X3

            witness Y1 {4}
            witness Y2 {6}
            group Y-witnesses any Y1 Y2

            group X-and-Y all X-witnesses Y-witnesses
            quorum X-and-Y
            """;

    private static SoftwareSigner key(KeyAlgorithm algorithm) {
        return SoftwareSigner.generate(algorithm, new SecureRandom());
    }

    private static NoteKey witness(String name) {
        return NoteKey.ofWitness(name, key(KeyAlgorithm.ED25519).publicKey());
    }

    private static PolicyFile parse(String text) {
        return PolicyFile.parse(filled(text).getBytes(StandardCharsets.UTF_8));
    }

    private static String filled(String text) {
        return text.replace("{log}", LOG.vkey())
                .replace("{1}", X1.vkey())
                .replace("{2}", X2.vkey())
                .replace("{3}", X3.vkey())
                .replace("{4}", Y1.vkey())
                .replace("{5}", Y1_PQ.vkey())
                .replace("{6}", Y2.vkey());
    }

    @Test
    void whenTheExampleIsReadThenItsQuorumCountsWitnessesByTheNamesOfTheirKeys() {
        PolicyFile file = parse(EXAMPLE);
        assertThat(file.of(ORIGIN).keys()).containsExactly(LOG);
        assertThat(file.urls()).containsOnly(Map.entry("x.example/1", "https://x.example/witness"));
        WitnessPolicy witnesses = file.witnesses();
        assertThat(witnesses.isMetBy(List.of("x.example/1", "x.example/3", "y.example/2")))
                .isTrue();
        assertThat(witnesses.isMetBy(List.of("x.example/1", "x.example/2", "x.example/3")))
                .isFalse();
        assertThat(witnesses.isMetBy(List.of("x.example/1", "y.example/1", "y.example/2")))
                .isFalse();
    }

    @Test
    void whenAWitnessHasTwoKeysThenTheyCountOnce() {
        PolicyFile file = parse("""
                witness A {1}
                witness B {4}
                witness B-pq {5}
                group B-any any B B-pq
                group both all A B-any
                quorum both
                """);
        assertThat(file.witnesses().witnesses())
                .containsExactly(
                        new Witness("x.example/1", List.of(X1)), new Witness("y.example/1", List.of(Y1, Y1_PQ)));
        assertThat(file.witnesses().isMetBy(List.of("x.example/1", "y.example/1")))
                .isTrue();
        assertThat(file.witnesses().isMetBy(List.of("y.example/1"))).isFalse();
    }

    @Test
    void whenTheTwoKeysOfAWitnessWouldCountTwiceThenTheFileIsRefused() {
        assertThatThrownBy(() -> parse("witness B {4}\nwitness B-pq {5}\ngroup both all B B-pq\nquorum both\n"))
                .isInstanceOf(MalformedLogDocument.class)
                .hasMessageContaining("to count once");
    }

    @Test
    void whenNobodyIsDemandedThenNoWitnessIsNeeded() {
        assertThat(parse("quorum none\n").witnesses().isMetBy(List.of())).isTrue();
        assertThat(parse("log {log}\nquorum none\n").of(ORIGIN).witnesses().quorum())
                .isEqualTo(WitnessPolicy.NONE);
    }

    @Test
    void whenTheLogIsNotNamedThenThereIsNoPolicyForIt() {
        assertThatThrownBy(() -> parse("quorum none\n").of(ORIGIN))
                .isInstanceOf(MalformedLogDocument.class)
                .hasMessageContaining(ORIGIN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no quorum                     | witness A {1}
            two quorums                   | quorum none;quorum none
            quorum before its definition  | quorum A;witness A {1}
            unknown member                | group G any A;quorum G
            member of two groups          | witness A {1};group G any A;group H any A;quorum G
            member twice                  | witness A {1};group G any A A;quorum G
            no member                     | group G any;quorum none
            threshold 0                   | witness A {1};group G 0 A;quorum G
            threshold over the members    | witness A {1};group G 2 A;quorum G
            threshold not decimal         | witness A {1};group G 01 A;quorum G
            none as a member              | group G any none;quorum G
            none as a name                | witness none {1};quorum none
            a name twice                  | witness A {1};witness A {2};quorum none
            a witness and a group         | witness A {1};group A any A;quorum none
            a key twice                   | witness A {1};witness B {1};quorum none
            a log's key for a witness     | witness A {log};quorum none
            a witness's key for a log     | log {1};quorum none
            a log twice                   | log {log};log {log};quorum none
            another word                  | witnesses A {1};quorum none
            too many items                | quorum none none
            a broken key                  | log fw.example.org/acme/audit+00000000+AAAA;quorum none
            a control character           | quorum\u0001none
            two URLs of one witness       | witness A {4} https://a;witness B {5} https://b;group G any A B;quorum G
            """)
    void whenTheFileIsNotInTheFormatThenItIsRefused(String what, String lines) {
        assertThatThrownBy(() -> parse(lines.replace(';', '\n') + "\n"))
                .as(what)
                .isInstanceOf(MalformedLogDocument.class);
    }

    @Test
    void whenTheFileIsAtItsLimitThenItIsReadAndOneByteMoreIsRefused() {
        String line = "quorum none\n";
        byte[] most = ("#" + "x".repeat(PolicyFile.BYTES - line.length() - 2) + "\n" + line)
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(most).hasSize(PolicyFile.BYTES);
        assertThat(PolicyFile.parse(most).logs()).isEmpty();
        assertThatThrownBy(() -> PolicyFile.parse(
                        ("#" + new String(most, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(MalformedLogDocument.class);
        assertThatThrownBy(() -> PolicyFile.parse("quorum none".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(MalformedLogDocument.class);
    }
}
