package io.suture.trust.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.evidence.Check.Outcome;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.log.BundlePath;
import io.suture.trust.log.NoteSigner;
import io.suture.trust.log.Section;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log that is whole, and each thing that can be done to one, with the check that must find it. */
class LogAuditTest {

    private static final int SIZE = 600;

    /** Every sample log of one size is the same, so its time stamps fit all of them. */
    private static final TimestampsGiven STAMPS = SampleStamps.over(77, SIZE);

    private static final BundlePath SECOND = new BundlePath(1, 256);

    /** What is done, the first check that must fail, and what its sentence names. */
    enum Attack {
        MUTATE("log-root", "do not have the root") {
            @Override
            void on(SampleLog log) {
                byte[] bundle = log.files.get(SECOND.toString());
                bundle[200] ^= 1;
            }
        },
        DROP("entries-readable", "255 entries") {
            @Override
            void on(SampleLog log) {
                log.bundle(SECOND, log.entries.subList(257, 512));
            }
        },
        INSERT("entries-readable", "257 entries") {
            @Override
            void on(SampleLog log) {
                log.bundle(SECOND, log.entries.subList(256, 513));
            }
        },
        SWAP("log-root", "do not have the root") {
            @Override
            void on(SampleLog log) {
                List<byte[]> swapped = new ArrayList<>(log.entries.subList(256, 512));
                Collections.swap(swapped, 3, 4);
                log.bundle(SECOND, swapped);
            }
        },
        CUT_BUNDLE("entries-readable", "ends within an entry") {
            @Override
            void on(SampleLog log) {
                byte[] bundle = log.files.get(SECOND.toString());
                log.files.put(SECOND.toString(), java.util.Arrays.copyOf(bundle, bundle.length - 1));
            }
        },
        HIDE_BUNDLE("entries-readable", "tile/entries/001 is missing") {
            @Override
            void on(SampleLog log) {
                log.files.remove(SECOND.toString());
            }
        },
        MUTATE_TILE("tiles-match", "hash 0 of tile/0/001") {
            @Override
            void on(SampleLog log) {
                log.files.get("tile/0/001")[5] ^= 1;
            }
        },
        MUTATE_UPPER_TILE("tiles-match", "hash 1 of tile/1/000.p/2") {
            @Override
            void on(SampleLog log) {
                log.files.get("tile/1/000.p/2")[63] ^= 1;
            }
        },
        HIDE_TILE("tiles-match", "tile/0/002.p/88 is missing") {
            @Override
            void on(SampleLog log) {
                log.files.remove("tile/0/002.p/88");
            }
        },
        HIDE_CHECKPOINT("checkpoint-readable", "no checkpoint") {
            @Override
            void on(SampleLog log) {
                log.files.remove(LogSource.CHECKPOINT);
            }
        },
        MUTATE_CHECKPOINT("checkpoint-signed", "signature by") {
            @Override
            void on(SampleLog log) {
                log.files.put(
                        LogSource.CHECKPOINT,
                        log.note().replace("\n600\n", "\n599\n").getBytes(StandardCharsets.UTF_8));
            }
        },
        RE_SIGN_WITH_A_KEY_GIVEN_UP("checkpoint-signed", "no signature by a trusted ED25519 key") {
            @Override
            void on(SampleLog log) {
                NoteSigner old = new NoteSigner(
                        SampleLog.ORIGIN, SoftwareSigner.generate(KeyAlgorithm.ED25519, new SecureRandom()));
                log.served(old, SampleLog.LOG_PQ, SampleLog.WITNESS);
            }
        },
        SIGN_WITH_ONE_ALGORITHM("checkpoint-signed", "no signature by a trusted ML_DSA_44 key") {
            @Override
            void on(SampleLog log) {
                log.served(SampleLog.LOG, SampleLog.WITNESS);
            }
        },
        REWRITE_AND_RE_SIGN("witness-quorum", "witness-quorum-not-met") {
            @Override
            void on(SampleLog log) {
                log.entries.set(3, SampleLog.entry(5000, SampleLog.START));
                log.served(SampleLog.LOG, SampleLog.LOG_PQ);
            }
        },
        FORK_WITH_EVERY_KEY("earlier-checkpoint", "at size 600 the log was another one") {
            @Override
            void on(SampleLog log) {
                log.entries.set(3, SampleLog.entry(5000, SampleLog.START));
                log.served();
            }
        },
        TRUNCATE("earlier-checkpoint", "the log was longer before") {
            @Override
            void on(SampleLog log) {
                log.entries.subList(500, SIZE).clear();
                log.served();
            }
        },
        BACK_DATE("times-in-order", "entry 300 is older than one before it") {
            @Override
            void on(SampleLog log) {
                log.entries.set(300, SampleLog.entry(300, SampleLog.START.minus(Duration.ofDays(30))));
                log.served();
            }
        },
        POST_DATE("times-in-order", "entry 599 is later than its cosignatures") {
            @Override
            void on(SampleLog log) {
                log.entries.set(599, SampleLog.entry(599, SampleLog.START.plus(Duration.ofDays(30))));
                log.served();
            }
        },
        LOG_TWICE("ids-unique", "entry 301 has the id of an earlier one") {
            @Override
            void on(SampleLog log) {
                log.entries.set(301, log.entries.get(300));
                log.served();
            }
        },
        LOG_NONSENSE("entries-well-formed", "entry 301") {
            @Override
            void on(SampleLog log) {
                log.entries.set(301, "nonsense".getBytes(StandardCharsets.UTF_8));
                log.served();
            }
        };

        final String check;
        final String names;

        Attack(String check, String names) {
            this.check = check;
            this.names = names;
        }

        abstract void on(SampleLog log);
    }

    @Test
    void whenTheLogIsWholeThenEveryCheckPasses() {
        SampleLog log = SampleLog.of(SIZE);
        Report report = LogAudit.verify(log, given(log));
        assertThat(report.overall()).as(report.toString()).isEqualTo(Report.Overall.VERIFIED);
        assertThat(report.check("tiles-match").orElseThrow().detail()).startsWith("4 tiles");
        assertThat(report.check("kinds-counted").orElseThrow().detail()).contains("1 release.published");
        assertThat(report.notProven()).isEqualTo(LogAudit.NOT_PROVEN);
    }

    @ParameterizedTest
    @EnumSource
    void whenSomethingIsDoneToTheLogThenTheCheckOfTheTableFindsItFirst(Attack attack) {
        SampleLog log = SampleLog.of(SIZE);
        LogGiven given = given(log);
        attack.on(log);
        Report report = LogAudit.verify(log, given);
        assertThat(report.overall()).isEqualTo(Report.Overall.NOT_VERIFIED);
        assertThat(report.firstFailure()).as(report.toString()).hasValueSatisfying(first -> {
            assertThat(first.id()).isEqualTo(attack.check);
            assertThat(first.detail()).contains(attack.names);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"FORK_WITH_EVERY_KEY", "TRUNCATE"})
    void whenNothingIsKnownFromElsewhereThenTheReportSaysThatThisCannotBeSeen(Attack attack) {
        SampleLog log = SampleLog.of(SIZE);
        attack.on(log);
        Report report = LogAudit.verify(log, LogGiven.of(SampleLog.POLICY));
        assertThat(report.overall()).isEqualTo(Report.Overall.VERIFIED_WITH_GAPS);
        assertThat(report.check("earlier-checkpoint").orElseThrow().outcome()).isEqualTo(Outcome.NOT_CHECKED);
    }

    @Test
    void whenAHashDiffersThenExpectedAndFoundAreTold() {
        SampleLog log = SampleLog.of(SIZE);
        Attack.MUTATE_TILE.on(log);
        Check failed = LogAudit.verify(log, given(log)).firstFailure().orElseThrow();
        assertThat(failed.difference())
                .hasValueSatisfying(
                        difference -> assertThat(difference.expected()).isNotEqualTo(difference.found()));
    }

    @Test
    void whenTheLogGrewAndDroppedPartialFilesThenTheFullOnesServe() {
        SampleLog log = SampleLog.of(300);
        SampleLog later = SampleLog.of(SIZE);
        byte[] note = log.files.get(LogSource.CHECKPOINT);
        later.files.put(LogSource.CHECKPOINT, note);
        later.files.put("tile/1/000.p/1", log.files.get("tile/1/000.p/1"));
        Report report = LogAudit.verify(later, LogGiven.of(SampleLog.POLICY));
        assertThat(report.overall()).as(report.toString()).isEqualTo(Report.Overall.VERIFIED_WITH_GAPS);
    }

    @Test
    void whenTheEarlierCheckpointIsAPrefixThenItPasses() {
        SampleLog log = SampleLog.of(SIZE);
        LogGiven given =
                new LogGiven(SampleLog.POLICY, Optional.of(SampleLog.of(77).note()), Map.of());
        Report report = LogAudit.verify(log, given);
        assertThat(report.check("earlier-checkpoint")).map(Check::outcome).contains(Outcome.PASS);
        assertThat(report.firstFailure()).isEmpty();
    }

    @Test
    void whenSectionsAreDisclosedThenEachIsCompared() {
        SampleLog log = SampleLog.of(20);
        assertThat(disclosed(log, 7, SampleLog.SECTION)).isEqualTo(Outcome.PASS);
        Section other = new Section("actor", new byte[32], new byte[] {1});
        assertThat(disclosed(log, 7, other)).isEqualTo(Outcome.FAIL);
        assertThat(disclosed(log, 20, SampleLog.SECTION)).isEqualTo(Outcome.FAIL);
    }

    @Test
    void whenOneEntryAndItsProofAreGivenThenTheyAreVerified() {
        SampleLog log = SampleLog.of(SIZE);
        byte[] entry = log.entries.get(7);
        Report report = LogAudit.verify(log.proof(7), entry, given(log));
        assertThat(report.overall()).as(report.toString()).isEqualTo(Report.Overall.VERIFIED);
        Report elsewhere = LogAudit.verify(log.proof(8), entry, LogGiven.of(SampleLog.POLICY));
        assertThat(elsewhere.firstFailure()).map(Check::id).contains("entry-in-log");
    }

    @Test
    void whenAByteOfAProofIsChangedThenItIsNotVerified() {
        SampleLog log = SampleLog.of(9);
        byte[] proof = log.proof(7);
        for (int i = 0; i < proof.length; i++) {
            byte[] changed = proof.clone();
            changed[i] ^= 1;
            Report report = LogAudit.verify(changed, log.entries.get(7), given(log));
            assertThat(report.overall()).as("byte %d", i).isEqualTo(Report.Overall.NOT_VERIFIED);
        }
    }

    @Test
    void whenALogIsFollowedThenOnlyWhatIsNewIsReadAndNothingOldMayChange() {
        SampleLog log = SampleLog.of(300);
        LogGiven given = LogGiven.of(SampleLog.POLICY);
        LogFollower.Round first = LogFollower.look(log, given, Optional.empty());
        assertThat(first.published())
                .singleElement()
                .satisfies(release -> assertThat(release.index()).isEqualTo(7));
        SampleLog later = SampleLog.of(SIZE);
        later.files.remove("tile/entries/000");
        LogFollower.Round second = LogFollower.look(later, given, first.seen());
        assertThat(second.report().overall()).as(second.report().toString()).isEqualTo(Report.Overall.VERIFIED);
        assertThat(second.published()).isEmpty();
        assertThat(second.seen()).map(seen -> seen.tree().size()).contains(600L);
        SampleLog fork = SampleLog.of(SIZE);
        Attack.FORK_WITH_EVERY_KEY.on(fork);
        LogFollower.Round forked = LogFollower.look(fork, given, first.seen());
        assertThat(forked.report().firstFailure()).map(Check::id).contains("log-continues");
        assertThat(forked.seen()).isEqualTo(first.seen());
        LogFollower.Round cut = LogFollower.look(log, given, second.seen());
        assertThat(cut.report().firstFailure()).map(Check::detail).contains("the log was longer before");
    }

    private static Outcome disclosed(SampleLog log, long index, Section section) {
        LogGiven given = new LogGiven(SampleLog.POLICY, Optional.empty(), Map.of(index, List.of(section)));
        return LogAudit.verify(log, given)
                .check("disclosures-match")
                .orElseThrow()
                .outcome();
    }

    private static LogGiven given(SampleLog log) {
        return new LogGiven(SampleLog.POLICY, Optional.of(log.note()), Map.of(), Optional.of(STAMPS));
    }
}
