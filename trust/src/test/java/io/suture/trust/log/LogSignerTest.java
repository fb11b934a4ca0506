package io.suture.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogSignerTest {

    private static final String ORIGIN = "fw.example.org/acme/audit";
    private static final Instant NOW = Instant.parse("2026-11-21T18:59:01Z");
    private static final NoteSigner ED25519 = key(ORIGIN, KeyAlgorithm.ED25519);
    private static final NoteSigner ML_DSA = key(ORIGIN, KeyAlgorithm.ML_DSA_44);
    private static final Checkpoint CHECKPOINT = new Checkpoint(ORIGIN, 0, MerkleTree.EMPTY_ROOT);

    private static NoteSigner key(String name, KeyAlgorithm algorithm) {
        return new NoteSigner(name, SoftwareSigner.generate(algorithm, new SecureRandom()));
    }

    @Test
    void whenALogSignsThenEveryKeySignedAndAPolicyOfBothAlgorithmsIsSatisfied() {
        LogSigner log = new LogSigner(List.of(ED25519, ML_DSA));
        String note = log.sign(CHECKPOINT, NOW);
        assertThat(note.lines().filter(line -> line.startsWith("— "))).hasSize(2);
        assertThat(log.open(note)).isEqualTo(CHECKPOINT);
        LogPolicy policy =
                new LogPolicy(1, ORIGIN, log.keys().stream().map(NoteKey::vkey).toList());
        assertThat(policy.open(note)).isEqualTo(CHECKPOINT);
        assertThat(policy.isSatisfiedBy(log.keys())).isTrue();
    }

    @Test
    void whenOneKeyDidNotSignThenTheNoteIsRefused() {
        LogSigner both = new LogSigner(List.of(ED25519, ML_DSA));
        for (NoteSigner one : List.of(ED25519, ML_DSA)) {
            String note = new LogSigner(List.of(one)).sign(CHECKPOINT, NOW);
            assertThatThrownBy(() -> both.open(note)).isInstanceOf(CheckpointNotSigned.class);
        }
    }

    @Test
    void whenAPolicyListsAnAlgorithmOfWhichTheLogHasAnotherKeyThenTheLogCannotSatisfyIt() {
        NoteSigner other = key(ORIGIN, KeyAlgorithm.ML_DSA_44);
        LogPolicy policy = new LogPolicy(
                1, ORIGIN, List.of(ED25519.key().vkey(), other.key().vkey()));
        assertThat(policy.isSatisfiedBy(new LogSigner(List.of(ED25519, ML_DSA)).keys()))
                .isFalse();
        assertThat(policy.isSatisfiedBy(List.of(ED25519.key(), ML_DSA.key(), other.key())))
                .isTrue();
    }

    @Test
    void whenKeysAreOfTwoLogsOrTheSameThenThereIsNoSigner() {
        NoteSigner stranger = key("fw.example.org/other/audit", KeyAlgorithm.ML_DSA_44);
        assertThatThrownBy(() -> new LogSigner(List.of(ED25519, stranger)))
                .isInstanceOf(MalformedDocumentException.class);
        assertThatThrownBy(() -> new LogSigner(List.of(ED25519, ED25519)))
                .isInstanceOf(MalformedDocumentException.class);
    }
}
