package io.suture.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.WitnessPolicy.Group;
import io.suture.trust.log.WitnessPolicy.Witness;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which checkpoints a policy believes: both algorithms of the log, and a quorum of witnesses by name. */
class LogPolicyTest {

    private static final String ORIGIN = "localhost/exm/audit";
    private static final Instant AT = Instant.parse("2026-11-22T06:00:00Z");
    private static final Checkpoint CHECKPOINT = new Checkpoint(ORIGIN, 7, MerkleTree.leafHash(new byte[] {1}));
    private static final NoteSigner LOG = log(KeyAlgorithm.ED25519);
    private static final NoteSigner LOG_PQ = log(KeyAlgorithm.ML_DSA_44);
    private static final List<Pair> WITNESSES =
            Stream.of("a.example/w", "b.example/w", "c.example/w").map(Pair::of).toList();
    private static final LogPolicy POLICY =
            policy(WitnessPolicy.of(2, WITNESSES.stream().map(Pair::witness).toList()));

    /** A witness with a key of each algorithm. */
    private record Pair(NoteSigner ed25519, NoteSigner mlDsa) {
        static Pair of(String name) {
            return new Pair(
                    NoteSigner.ofWitness(name, key(KeyAlgorithm.ED25519)),
                    NoteSigner.ofWitness(name, key(KeyAlgorithm.ML_DSA_44)));
        }

        Witness witness() {
            return new Witness(ed25519.name(), List.of(ed25519.key(), mlDsa.key()));
        }
    }

    @Test
    void whenLogSignedWithBothAndTheQuorumCosignedThenAccepted() {
        String note =
                note(LOG, LOG_PQ, WITNESSES.get(0).ed25519(), WITNESSES.get(2).mlDsa());
        WitnessedCheckpoint accepted = POLICY.verify(note);
        assertThat(accepted.checkpoint()).isEqualTo(CHECKPOINT);
        assertThat(accepted.cosigned()).containsOnlyKeys("a.example/w", "c.example/w");
        assertThat(accepted.newestCosignature()).contains(AT);
        assertThat(POLICY.openAlone(note)).isEqualTo(CHECKPOINT);
    }

    @Test
    void whenOneAlgorithmOfTheLogIsMissingThenRefused() {
        NoteSigner[] quorum = {WITNESSES.get(0).ed25519(), WITNESSES.get(1).ed25519()};
        refused("checkpoint-not-signed", note(LOG, quorum[0], quorum[1]));
        refused("checkpoint-not-signed", note(LOG_PQ, quorum[0], quorum[1]));
        refused("checkpoint-not-signed", note(log(KeyAlgorithm.ED25519), LOG_PQ, quorum[0], quorum[1]));
    }

    @Test
    void whenTwoKeysOfOneWitnessSignedThenItCountsOnce() {
        assertThatThrownBy(() -> POLICY.open(note(
                        LOG,
                        LOG_PQ,
                        WITNESSES.get(0).ed25519(),
                        WITNESSES.get(0).mlDsa())))
                .isInstanceOfSatisfying(QuorumNotMet.class, e -> {
                    assertThat(e.code()).isEqualTo("witness-quorum-not-met");
                    assertThat(e.cosigned()).containsExactly("a.example/w");
                    assertThat(e.quorum()).isEqualTo("witnesses");
                });
    }

    @Test
    void whenStrangersCosignedThenTheyDoNotCount() {
        NoteSigner stranger = NoteSigner.ofWitness("b.example/w", key(KeyAlgorithm.ED25519));
        refused("witness-quorum-not-met", note(LOG, LOG_PQ, WITNESSES.get(0).ed25519(), stranger));
        String enough =
                note(LOG, LOG_PQ, WITNESSES.get(0).ed25519(), WITNESSES.get(1).ed25519(), stranger);
        assertThat(POLICY.open(enough)).isEqualTo(CHECKPOINT);
        assertThatThrownBy(() -> POLICY.openAlone(enough)).isInstanceOf(CheckpointNotSigned.class);
    }

    @Test
    void whenAWitnessStatesNoTimeThenItsSignatureDoesNotCount() {
        String timeless = SignedNote.sign(
                        CHECKPOINT.format(), LOG, LOG_PQ, WITNESSES.get(0).mlDsa())
                .with(lines(WITNESSES.get(1).ed25519()))
                .format();
        refused("witness-quorum-not-met", timeless);
    }

    @Test
    void whenNoWitnessCosignedThenTheLogsOwnSignaturesCanStillBeChecked() {
        String note = note(LOG, LOG_PQ);
        refused("witness-quorum-not-met", note);
        assertThat(POLICY.openUnwitnessed(note)).isEqualTo(CHECKPOINT);
        assertThatThrownBy(() -> POLICY.openUnwitnessed(note(LOG))).isInstanceOf(CheckpointNotSigned.class);
    }

    @Test
    void whenAKeyIsAboutToBeReplacedThenEitherOfTheListedOnesServes() {
        NoteSigner next = log(KeyAlgorithm.ED25519);
        LogPolicy both = new LogPolicy(
                2,
                ORIGIN,
                List.of(LOG.key().vkey(), next.key().vkey(), LOG_PQ.key().vkey()));
        assertThat(both.open(note(LOG, LOG_PQ))).isEqualTo(CHECKPOINT);
        assertThat(both.open(note(next, LOG_PQ))).isEqualTo(CHECKPOINT);
        assertThatThrownBy(() -> both.open(note(LOG, next))).isInstanceOf(CheckpointNotSigned.class);
    }

    @ParameterizedTest
    @CsvSource({
        "any, a, true", "any, z, false", "all, a b, false", "all, a b c, true", "two, a c, true", "two, b, false",
        "b, b, true", "b, a c, false", "none, '', true", "nested, a d, true", "nested, d e, false",
                "nested, a b c, false"
    })
    void whenQuorumIsDefinedThenItIsMetAsTlogPolicySays(String quorum, String names, boolean met) {
        List<Witness> witnesses = Stream.of("a", "b", "c", "d", "e")
                .map(name -> new Witness(
                        name,
                        List.of(NoteKey.ofWitness(
                                name, key(KeyAlgorithm.ED25519).publicKey()))))
                .toList();
        List<Group> groups = switch (quorum) {
            case "any" -> List.of(new Group("any", 1, List.of("a", "b", "c")));
            case "all" -> List.of(new Group("all", 3, List.of("a", "b", "c")));
            case "two" -> List.of(new Group("two", 2, List.of("a", "b", "c")));
            case "nested" ->
                List.of(
                        new Group("x", 1, List.of("a", "b", "c")),
                        new Group("y", 1, List.of("d", "e")),
                        new Group("nested", 2, List.of("x", "y")));
            default -> List.of();
        };
        Set<String> cosigned = Set.copyOf(Arrays.asList(names.split(" ")));
        assertThat(new WitnessPolicy(witnesses, groups, quorum).isMetBy(cosigned))
                .isEqualTo(met);
    }

    @Test
    void whenNamesOfGroupsAreNotThoseOfTlogPolicyThenRefused() {
        Witness a = witness("a");
        Witness b = witness("b");
        malformed(() -> new WitnessPolicy(List.of(a, a), List.of(), "a"));
        malformed(() -> new WitnessPolicy(List.of(witness("none")), List.of(), "none"));
        malformed(() -> new WitnessPolicy(List.of(a), List.of(), "b"));
        malformed(() -> new WitnessPolicy(List.of(a), List.of(new Group("a", 1, List.of("a"))), "a"));
        malformed(() -> new WitnessPolicy(List.of(a), List.of(new Group("g", 1, List.of("h"))), "g"));
        malformed(() -> new WitnessPolicy(List.of(a), List.of(new Group("g", 1, List.of("none"))), "g"));
        malformed(() -> new WitnessPolicy(
                List.of(a, b), List.of(new Group("g", 1, List.of("a")), new Group("h", 2, List.of("a", "b"))), "h"));
        malformed(() -> new Group("g", 0, List.of("a")));
        malformed(() -> new Group("g", 2, List.of("a")));
    }

    @Test
    void whenAKeyIsOfTheWrongKindOrServesTwoPurposesThenRefused() {
        SoftwareSigner shared = key(KeyAlgorithm.ED25519);
        NoteKey asLog = new NoteKey(ORIGIN, shared.publicKey());
        malformed(() -> new Witness("w", List.of(new NoteKey("w", shared.publicKey()))));
        malformed(() -> new Witness("w", List.of(NoteKey.ofWitness("v", shared.publicKey()))));
        malformed(() -> new LogPolicy(
                1, ORIGIN, List.of(NoteKey.ofWitness(ORIGIN, shared.publicKey()).vkey())));
        Witness same = new Witness("w", List.of(NoteKey.ofWitness("w", shared.publicKey())));
        malformed(() -> new LogPolicy(1, ORIGIN, List.of(asLog), WitnessPolicy.of(1, List.of(same)), Optional.empty()));
        malformed(() -> new LogPolicy(
                1, ORIGIN, List.of(asLog), WitnessPolicy.of(1, List.of(witness(ORIGIN))), Optional.empty()));
    }

    @Test
    void whenNumbersAreAtTheLimitThenAcceptedAndOneMoreRefused() {
        assertThat(witnesses(LogLimits.WITNESSES).keys()).hasSize(LogLimits.WITNESSES);
        malformed(() -> witnesses(LogLimits.WITNESSES + 1));
        assertThat(groups(LogLimits.WITNESS_GROUPS).groups()).hasSize(LogLimits.WITNESS_GROUPS);
        malformed(() -> groups(LogLimits.WITNESS_GROUPS + 1));
        assertThat(witness("w", LogLimits.WITNESS_KEYS).keys()).hasSize(LogLimits.WITNESS_KEYS);
        malformed(() -> witness("w", LogLimits.WITNESS_KEYS + 1));
        assertThat(ofKeys(LogLimits.LOG_KEYS).keys()).hasSize(LogLimits.LOG_KEYS);
        malformed(() -> ofKeys(LogLimits.LOG_KEYS + 1));
    }

    @Test
    void whenPolicyIsWrittenThenItReadsBack() {
        assertThat(LogPolicy.parse(POLICY.toJson())).isEqualTo(POLICY);
        LogPolicy plain = new LogPolicy(1, ORIGIN, List.of(LOG.key().vkey()));
        assertThat(LogPolicy.parse(plain.toJson())).isEqualTo(plain);
        assertThat(plain.open(note(LOG))).isEqualTo(CHECKPOINT);
    }

    @Test
    void whenPolicyIsOfTheFirstSchemaThenItDemandsNoWitness() {
        String json = "{\"keys\":[\"" + LOG.key().vkey() + "\"],\"origin\":\"" + ORIGIN
                + "\",\"schema\":\"urn:suture:log-policy:v1\",\"version\":1}";
        assertThat(LogPolicy.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new LogPolicy(1, ORIGIN, List.of(LOG.key().vkey())));
    }

    @ParameterizedTest
    @CsvSource({
        "quorum, demanded",
        "maxCheckpointAgeDays\":30, maxCheckpointAgeDays\":0",
        "urn:suture:log-policy:v2, urn:suture:log-policy:v3"
    })
    void whenPolicyLacksItsQuorumOrHasAnotherSchemaOrAgeThenRefused(String part, String to) {
        String written = new String(POLICY.toJson(), StandardCharsets.UTF_8);
        String other = written.replace(part, to);
        assertThat(other).isNotEqualTo(written);
        malformed(() -> LogPolicy.parse(other.getBytes(StandardCharsets.UTF_8)));
    }

    /** Two signatures of the log and two cosignatures: the only bytes without a check are those of a line that no key claims. */
    @Test
    void whenAByteOfACosignedCheckpointIsChangedThenRefused() {
        String note =
                note(LOG, LOG_PQ, WITNESSES.get(0).ed25519(), WITNESSES.get(1).mlDsa());
        byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= (byte) (1 << (i % 8));
            assertThatThrownBy(() -> POLICY.open(new String(changed, StandardCharsets.UTF_8)))
                    .as("byte %d", i)
                    .isInstanceOf(LogException.class);
        }
    }

    @Test
    void whenAByteOfAStrangersLineIsChangedThenRefusedOrIrrelevant() {
        String right =
                note(LOG, LOG_PQ, WITNESSES.get(0).ed25519(), WITNESSES.get(1).ed25519());
        int start = right.getBytes(StandardCharsets.UTF_8).length;
        String line = lines(NoteSigner.ofWitness("stranger.example/w", key(KeyAlgorithm.ED25519)));
        byte[] bytes = (right + line).getBytes(StandardCharsets.UTF_8);
        int irrelevant = 0;
        for (int i = start; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            irrelevant += opens(new String(changed, StandardCharsets.UTF_8)) ? 1 : 0;
        }
        assertThat(irrelevant).isPositive().isLessThan(bytes.length - start);
    }

    /** Return whether the note is accepted, which must be with the same checkpoint. */
    private static boolean opens(String note) {
        try {
            assertThat(POLICY.open(note)).isEqualTo(CHECKPOINT);
            return true;
        } catch (LogException refused) {
            return false;
        }
    }

    private static LogPolicy policy(WitnessPolicy witnesses) {
        return new LogPolicy(1, ORIGIN, List.of(LOG.key(), LOG_PQ.key()), witnesses, Optional.of(30));
    }

    private static LogPolicy ofKeys(int count) {
        return new LogPolicy(
                1,
                ORIGIN,
                IntStream.range(0, count)
                        .mapToObj(i -> log(KeyAlgorithm.ED25519).key().vkey())
                        .toList());
    }

    private static WitnessPolicy witnesses(int count) {
        return WitnessPolicy.of(
                1, IntStream.range(0, count).mapToObj(i -> witness("w" + i)).toList());
    }

    private static WitnessPolicy groups(int count) {
        List<Witness> witnesses = IntStream.range(0, Math.min(count, 32))
                .mapToObj(i -> witness("w" + i))
                .toList();
        List<Group> groups = IntStream.range(0, count)
                .mapToObj(i -> new Group("g" + i, 1, List.of(i < 32 ? "w" + i : "g0")))
                .toList();
        return new WitnessPolicy(witnesses, groups, "g0");
    }

    private static Witness witness(String name) {
        return witness(name, 1);
    }

    private static Witness witness(String name, int keys) {
        return new Witness(
                name,
                IntStream.range(0, keys)
                        .mapToObj(i -> NoteKey.ofWitness(
                                name, key(KeyAlgorithm.ED25519).publicKey()))
                        .toList());
    }

    private static String note(NoteSigner... signers) {
        return SignedNote.sign(CHECKPOINT.format(), AT, signers).format();
    }

    private static String lines(NoteSigner signer) {
        return SignedNote.sign(CHECKPOINT.format(), AT, signer).linesOf(List.of(signer.key()));
    }

    private static void refused(String code, String note) {
        assertThatThrownBy(() -> POLICY.open(note))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void malformed(Runnable making) {
        assertThatThrownBy(making::run).isInstanceOf(MalformedDocumentException.class);
    }

    private static NoteSigner log(KeyAlgorithm algorithm) {
        return new NoteSigner(ORIGIN, key(algorithm));
    }

    private static SoftwareSigner key(KeyAlgorithm algorithm) {
        return SoftwareSigner.generate(algorithm, new SecureRandom());
    }
}
