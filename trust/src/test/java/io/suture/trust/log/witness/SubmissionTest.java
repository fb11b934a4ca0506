package io.suture.trust.log.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.PublicKey;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.LogFork;
import io.suture.trust.log.LogPolicy;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.NoteKey;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.TreeHash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A witness's answers, with the requests that litewitness is tested with (a Sigsum log with made-up leaf hashes). */
class SubmissionTest {

    private static final String ORIGIN =
            "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
    private static final LogPolicy LOG = new LogPolicy(
            1,
            ORIGIN,
            List.of(new NoteKey(
                            ORIGIN,
                            PublicKey.fromRaw(
                                    KeyAlgorithm.ED25519,
                                    HexFormat.of()
                                            .parseHex(
                                                    "ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")))
                    .vkey()));

    private static final String LEAF_0 = leaf(0);
    private static final String LEAF_1 = leaf(1);
    private static final String LEAF_2 = leaf(2);
    private static final String LEAF_3 = leaf(3);
    private static final String LEAF_4 = leaf(4);
    private static final String SIZE_1 = note(
            "1",
            LEAF_0,
            "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=");
    private static final String ROOT_3 = "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=";
    private static final String SIZE_3 = note(
            "3",
            ROOT_3,
            "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=");
    private static final String SIZE_5 = note(
            "5",
            "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
            "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=");

    @Test
    void whenALogIsSeenForTheFirstTimeThenAnyCheckpointItSignedIsTaken() {
        assertThat(read("old 0\n\n" + SIZE_1).judge(Optional.empty())).isEqualTo(new Verdict.Accepted());
    }

    @Test
    void whenTheLogGrewAndTheProofShowsItThenAccepted() {
        Submission three = read("old 1\n" + LEAF_1 + LEAF_2 + "\n" + SIZE_3);
        assertThat(three.judge(stored(SIZE_1))).isEqualTo(new Verdict.Accepted());
        Submission five = read("old 3\n" + LEAF_2 + LEAF_3 + "wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=\n" + LEAF_4
                + "\n" + SIZE_5);
        assertThat(five.judge(stored(SIZE_3))).isEqualTo(new Verdict.Accepted());
        assertThat(five.note()).isEqualTo(SIZE_5);
    }

    @Test
    void whenTheSameCheckpointIsSentAgainThenAcceptedForAFreshCosignature() {
        assertThat(read("old 3\n\n" + SIZE_3).judge(stored(SIZE_3))).isEqualTo(new Verdict.Accepted());
    }

    @Test
    void whenTheLogDidNotSignThen403() {
        refused(403, "old 1\n" + LEAF_1 + LEAF_2 + "\n" + SIZE_3.replace("6go=", "6gw="));
        String stranger = SIZE_3.replace("UgIom2", "UgIom3");
        refused(403, "old 1\n" + LEAF_1 + LEAF_2 + "\n" + stranger);
    }

    @Test
    void whenTheLogIsUnknownThen404() {
        refused(404, "old 1\n" + LEAF_1 + LEAF_2 + "\n" + SIZE_3.replace("e562", "e563"));
    }

    @Test
    void whenTheProofIsMissingOrWrongThen422() {
        assertThat(status("old 1\n\n" + SIZE_3, stored(SIZE_1))).isEqualTo(422);
        String other = "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABBA=\n";
        assertThat(status("old 1\n" + LEAF_1 + other + "\n" + SIZE_3, stored(SIZE_1)))
                .isEqualTo(422);
        assertThat(status("old 0\n" + LEAF_1 + "\n" + SIZE_3, Optional.empty())).isEqualTo(422);
    }

    @Test
    void whenTheOldSizeIsNotTheStoredOneThen409WithTheStoredOne() {
        String body = "old 1\n" + LEAF_1 + "+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=\n" + LEAF_4 + "\n" + SIZE_5;
        assertThat(read(body).judge(stored(SIZE_3))).isEqualTo(new Verdict.OtherSize(3));
        assertThat(read("old 0\n\n" + SIZE_5).judge(stored(SIZE_5))).isEqualTo(new Verdict.OtherSize(5));
        assertThat(read("old 3\n\n" + SIZE_3).judge(Optional.empty())).isEqualTo(new Verdict.OtherSize(0));
        assertThat(new Verdict.OtherSize(5).explain()).isEqualTo("5");
    }

    @Test
    void whenTheOldSizeIsLargerThanTheNewOneThen400() {
        assertThat(status("old 4\n\n" + SIZE_3, stored(SIZE_3))).isEqualTo(400);
    }

    @Test
    void whenTheLogSignedAnotherRootForTheStoredSizeThen422AndBothAreEvidence() {
        Optional<Checkpoint> other = Optional.of(new Checkpoint(ORIGIN, 3, TreeHash.ofBase64(LEAF_1.strip())));
        Submission fork = read("old 3\n\n" + SIZE_3);
        assertThat(fork.judge(other).status()).isEqualTo(422);
        assertThat(fork.fork(other))
                .hasValueSatisfying(proof -> assertThat(proof.proven()).isTrue());
        assertThat(fork.fork(stored(SIZE_3))).isEmpty();
        assertThat(read("old 0\n\n" + SIZE_3).fork(other)).map(LogFork::proven).contains(true);
    }

    @Test
    void whenAnEmptyTreeHasAnotherRootThen422() {
        refused(422, "old 0\n\n" + SIZE_1.replace("\n1\n", "\n0\n"));
        assertThat(MerkleTree.EMPTY_ROOT.base64()).isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "old 1\n", "old 01\n\n", "new 1\n\n", "old 1\nAAAA\n\n", "old -1\n\n", "\n\n"})
    void whenTheRequestIsMalformedThen400(String head) {
        refused(400, head.isEmpty() ? "" : head + SIZE_3);
    }

    @Test
    void whenTheProofHas63HashesThenReadAndOneMoreIs400() {
        assertThat(read("old 1\n" + LEAF_1.repeat(63) + "\n" + SIZE_3).proof()).hasSize(63);
        refused(400, "old 1\n" + LEAF_1.repeat(64) + "\n" + SIZE_3);
    }

    @Test
    void whenOthersSignedTooThenTheirLinesAreNotKept() {
        Submission read = read("old 1\n" + LEAF_1 + LEAF_2 + "\n" + SIZE_3 + "\u2014 stranger AAAAAAA=\n");
        assertThat(read.note()).isEqualTo(SIZE_3);
    }

    private static Submission read(String body) {
        return Submission.read(
                origin -> Optional.of(LOG).filter(log -> log.origin().equals(origin)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static int status(String body, Optional<Checkpoint> stored) {
        return read(body).judge(stored).status();
    }

    private static void refused(int status, String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        VerdictException.class,
                        e -> assertThat(e.verdict().status()).isEqualTo(status));
    }

    private static Optional<Checkpoint> stored(String note) {
        return Optional.of(Checkpoint.parse(SignedNote.parse(note).unverifiedText()));
    }

    private static String note(String size, String root, String signature) {
        return ORIGIN + "\n" + size + "\n" + root.strip() + "\n\n\u2014 " + ORIGIN + " " + signature + "\n";
    }

    private static String leaf(int n) {
        byte[] hash = new byte[32];
        hash[0] = 42;
        hash[1] = (byte) n;
        return new TreeHash(hash).base64() + "\n";
    }
}
