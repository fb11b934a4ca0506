package io.suture.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final String TEXT =
            "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    private static final String NOTE = TEXT
            + "\n\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

    @Test
    void whenCheckpointIsTheExampleOfTheSpecificationThenItParses() {
        Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(NOTE).unverifiedText());
        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20852163);
        assertThat(checkpoint.root().base64()).isEqualTo("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
        assertThat(checkpoint.format()).isEqualTo(TEXT);
    }

    @Test
    void whenProofFilesAreTheExamplesOfTheSpecificationsThenTheyParseAndFormatBack() {
        String inclusion = "c2sp.org/tlog-proof@v1\nindex 73894\n"
                + "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n"
                + "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n\n"
                + NOTE;
        TlogProof proof = TlogProof.parse(bytes(inclusion));
        assertThat(proof.index()).isEqualTo(73894);
        assertThat(proof.hashes()).hasSize(2);
        assertThat(proof.checkpointNote()).isEqualTo(NOTE);
        assertThat(proof.format()).isEqualTo(inclusion);

        String consistency = "old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\n" + NOTE;
        ConsistencyProof grown = ConsistencyProof.parse(bytes(consistency));
        assertThat(grown.oldSize()).isEqualTo(20852014);
        assertThat(grown.joins(20852014, 20852163)).isTrue();
        assertThat(grown.joins(20852014, 20852164)).isFalse();
        assertThat(grown.format()).isEqualTo(consistency);
    }

    @Test
    void whenProofHasExtraThenItIsDropped() {
        TlogProof proof = TlogProof.parse(bytes("c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\n" + NOTE));
        assertThat(proof.format()).doesNotContain("extra");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "origin\n1\n",
                "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
                "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nextension\n",
                "origin\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "origin\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "origin\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "origin\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "origin\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
                "origin\n1\nAAAA\n",
                "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "origin\r\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
            })
    void whenCheckpointIsMalformedThenRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedLogDocument.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\nnote",
                "c2sp.org/tlog-proof@v1\n\nnote",
                "c2sp.org/tlog-proof@v2\nindex 1\n\nnote",
                "c2sp.org/tlog-proof@v1\nindex 01\n\nnote",
                "c2sp.org/tlog-proof@v1\nindex -1\n\nnote",
                "c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\nnote",
                "c2sp.org/tlog-proof@v1\nindex 1\n",
                "c2sp.org/tlog-proof@v1\nextra !\nindex 1\n\nnote",
                "c2sp.org/tlog-proof@v1\nextra AAAA\n\nnote"
            })
    void whenInclusionProofIsMalformedThenRefused(String text) {
        assertThatThrownBy(() -> TlogProof.parse(bytes(text))).isInstanceOf(MalformedLogDocument.class);
        assertThatThrownBy(() -> ConsistencyProof.parse(bytes(text))).isInstanceOf(MalformedLogDocument.class);
    }

    @Test
    void whenProofHas63HashesThenAcceptedAndOneMoreRefused() {
        String hash = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n";
        String most = "old 5\n" + hash.repeat(LogLimits.PROOF_HASHES);
        assertThat(ConsistencyProof.parse(bytes(most + "\n" + NOTE)).hashes()).hasSize(LogLimits.PROOF_HASHES);
        assertThatThrownBy(() -> ConsistencyProof.parse(bytes(most + hash + "\n" + NOTE)))
                .isInstanceOf(MalformedLogDocument.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
