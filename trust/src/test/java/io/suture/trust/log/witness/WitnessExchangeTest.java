package io.suture.trust.log.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.HashReader;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TreeHash;
import io.suture.trust.log.WitnessPolicy;
import io.suture.trust.log.WitnessPolicy.Witness;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a log asks of a witness and what it makes of the answer. */
class WitnessExchangeTest {

    private static final String ORIGIN = "localhost/exm/audit";
    private static final Instant AT = Instant.parse("2026-11-22T06:00:00Z");
    private static final List<TreeHash> LEAVES = IntStream.range(0, 9)
            .mapToObj(i -> MerkleTree.leafHash(new byte[] {(byte) i}))
            .toList();
    private static final Checkpoint CHECKPOINT = new Checkpoint(ORIGIN, 9, MerkleTree.root(LEAVES));
    private static final NoteSigner LOG = new NoteSigner(ORIGIN, key(KeyAlgorithm.ED25519));
    private static final NoteSigner FOUR = NoteSigner.ofWitness("w.example/1", key(KeyAlgorithm.ED25519));
    private static final NoteSigner SIX = NoteSigner.ofWitness("w.example/1", key(KeyAlgorithm.ML_DSA_44));
    private static final Witness WITNESS = new Witness("w.example/1", List.of(FOUR.key(), SIX.key()));
    private static final String NOTE = SignedNote.sign(CHECKPOINT.format(), LOG).format();
    private static final WitnessExchange EXCHANGE = new WitnessExchange(WITNESS, NOTE);
    private static final LogPolicy POLICY =
            new LogPolicy(1, ORIGIN, List.of(LOG.key()), WitnessPolicy.of(1, List.of(WITNESS)), Optional.empty());

    @Test
    void whenTheWitnessKnowsASizeThenTheRequestProvesTheGrowthFromThere() {
        for (int old = 0; old <= 9; old++) {
            ConsistencyProof request = EXCHANGE.request(old, HashReader.ofLeaves(LEAVES));
            Submission read = Submission.read(origin -> Optional.of(POLICY), request.toBytes());
            Optional<Checkpoint> stored = old == 0
                    ? Optional.empty()
                    : Optional.of(new Checkpoint(ORIGIN, old, MerkleTree.root(LEAVES.subList(0, old))));
            assertThat(read.judge(stored)).isEqualTo(new Verdict.Accepted());
        }
    }

    @Test
    void whenTheWitnessSignedThenItsLinesMakeTheNoteMeetThePolicy() {
        WitnessAnswer answer = EXCHANGE.read(200, "text/plain", lines(CHECKPOINT, FOUR, SIX));
        assertThat(answer).isInstanceOfSatisfying(WitnessAnswer.Cosigned.class, cosigned -> {
            assertThat(cosigned.signatures()).hasSize(2);
            String note = WitnessExchange.assemble(NOTE, List.of(cosigned.lines()));
            assertThat(POLICY.verify(note).newestCosignature()).contains(AT);
        });
    }

    @Test
    void whenStrangersSignedTooThenTheirLinesAreDropped() {
        NoteSigner stranger = NoteSigner.ofWitness("w.example/1", key(KeyAlgorithm.ED25519));
        assertThat(EXCHANGE.read(200, "text/plain", lines(CHECKPOINT, stranger, FOUR)))
                .isInstanceOfSatisfying(
                        WitnessAnswer.Cosigned.class,
                        cosigned -> assertThat(cosigned.lines().getBytes(StandardCharsets.UTF_8))
                                .isEqualTo(lines(CHECKPOINT, FOUR)));
        unusable(200, lines(CHECKPOINT, stranger));
    }

    @Test
    void whenTheSignatureIsOfAnotherCheckpointOrNoSignatureThenUnusable() {
        Checkpoint other = new Checkpoint(ORIGIN, 9, LEAVES.getFirst());
        unusable(200, lines(other, FOUR));
        unusable(200, new byte[0]);
        unusable(200, "ok\n".getBytes(StandardCharsets.UTF_8));
        unusable(200, new byte[WitnessExchange.ANSWER_BYTES + 1]);
        unusable(500, "\u0007 trouble".getBytes(StandardCharsets.UTF_8));
        byte[] timeless = SignedNote.sign(CHECKPOINT.format(), SIX)
                .linesOf(List.of(SIX.key()))
                .getBytes(StandardCharsets.UTF_8);
        unusable(200, timeless);
    }

    @Test
    void whenTheWitnessLastSignedAnotherSizeThenResendFromThereUnlessItIsAhead() {
        assertThat(conflict("text/x.tlog.size", "5\n")).isEqualTo(new WitnessAnswer.ResendFrom(5));
        assertThat(conflict("text/x.tlog.size", "9\n")).isEqualTo(new WitnessAnswer.ResendFrom(9));
        assertThat(conflict("text/x.tlog.size", "10\n")).isEqualTo(new WitnessAnswer.Ahead(10));
        assertThat(conflict("text/plain", "5\n")).isInstanceOf(WitnessAnswer.Unusable.class);
        assertThat(conflict("text/x.tlog.size", "05\n")).isInstanceOf(WitnessAnswer.Unusable.class);
        assertThat(conflict("text/x.tlog.size", "5")).isInstanceOf(WitnessAnswer.Unusable.class);
        assertThat(conflict("text/x.tlog.size", "9999999999999999999\n")).isInstanceOf(WitnessAnswer.Unusable.class);
    }

    @Test
    void whenTheWitnessFindsAContradictionThenThatIsSaid() {
        assertThat(EXCHANGE.read(422, "text/plain", "invalid consistency proof".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new WitnessAnswer.Contradicted("invalid consistency proof"));
    }

    private static WitnessAnswer conflict(String type, String body) {
        return EXCHANGE.read(409, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void unusable(int status, byte[] body) {
        assertThat(EXCHANGE.read(status, "text/plain", body)).isInstanceOf(WitnessAnswer.Unusable.class);
    }

    private static byte[] lines(Checkpoint checkpoint, NoteSigner... signers) {
        return SignedNote.sign(checkpoint.format(), AT, signers)
                .linesOf(List.of(signers).stream().map(NoteSigner::key).toList())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static SoftwareSigner key(KeyAlgorithm algorithm) {
        return SoftwareSigner.generate(algorithm, new SecureRandom());
    }
}
