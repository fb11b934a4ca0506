package io.suture.trust.gate;

import static io.suture.trust.gate.Judged.codes;
import static io.suture.trust.gate.Judged.setAsideCodes;
import static io.suture.trust.gate.SampleRelease.APPROVAL;
import static io.suture.trust.gate.SampleRelease.PAYLOAD;
import static io.suture.trust.gate.SampleRelease.SCAN;
import static io.suture.trust.gate.SampleRelease.complete;
import static io.suture.trust.gate.SampleRelease.requiring;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.attest.HumanPredicate;
import io.suture.trust.attest.SignatureBlock;
import io.suture.trust.attest.Statement;
import io.suture.trust.attest.Subject;
import io.suture.trust.digest.Digest;
import io.suture.trust.dsse.Envelope;
import io.suture.trust.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who signed: what is of another manifest, of an unknown kind, or signed by nobody who may is set aside. */
class GateSignerTest {

    private static final Digest OTHER = Digest.of(new byte[] {9});

    @Test
    void whenStatementIsAboutAnotherManifestThenItIsReportedAndNeverCounts() {
        SampleRelease release = complete();
        HumanPredicate scan = release.scan("2022-01-10T18:00:00Z", List.of(PAYLOAD), true);
        Statement foreign = Statement.about(OTHER, scan);
        release.put("foreign", SampleRelease.sign(foreign.toJson(), "sec.one"));
        assertThat(release.verdict().accepted()).isTrue();
        assertThat(setAsideCodes(release)).containsExactly("subject-mismatch");
        release.without(SCAN).approvedBy("qa.one");
        assertThat(codes(release)).containsExactly("missing-evidence");
    }

    @Test
    void whenPredicateIsUnknownThenItIsShownAndNeverCounts() {
        SampleRelease release = complete();
        Statement unknown = new Statement(
                List.of(new Subject("manifest.json", release.manifest().digest())),
                "https://example.com/other/v1",
                JsonObject.EMPTY);
        release.put("unknown", SampleRelease.sign(unknown.toJson(), "sec.one"));
        assertThat(release.verdict().accepted()).isTrue();
        assertThat(setAsideCodes(release)).containsExactly("unknown-evidence");
        release.under(requiring("https://example.com/other/v1", 1));
        assertThat(codes(release)).contains("missing-evidence");
    }

    @Test
    void whenAStrangerAddsEvidenceThenNothingOpensAndNothingCloses() {
        SampleRelease release = complete();
        byte[] scan = Statement.about(release.manifest(), release.scan("2022-01-10T19:00:00Z", List.of(PAYLOAD), false))
                .toJson();
        release.put("stranger", SampleRelease.sign(scan, "stranger"));
        release.put(
                "junk",
                new Envelope(
                        "text/plain",
                        new byte[] {1, 2},
                        release.envelopes().getFirst().signatures()));
        release.put("damaged", SampleRelease.sign(new byte[] {'{'}, "stranger"));
        assertThat(release.verdict().accepted()).isTrue();
        assertThat(setAsideCodes(release))
                .containsExactly("key-not-authorised", "malformed-evidence", "malformed-evidence");
    }

    @Test
    void whenSomebodyElseSignedThanStatedThenSetAside() {
        SampleRelease release = complete();
        release.put(APPROVAL, release.approval("qa.one", "2022-01-11T09:00:00Z"), "vv.one");
        assertThat(setAsideCodes(release)).containsExactly("signer-mismatch");
        assertThat(codes(release)).containsExactly("missing-evidence");
    }

    @Test
    void whenPrintedNameIsNotTheRegisteredOneThenSetAside() {
        SampleRelease release = complete();
        People renamed = SampleRelease.with(
                release.people(),
                new Person(
                        "qa.one", "Somebody Else", Set.of("quality-approver"), List.of(SampleRelease.key("qa.one"))));
        release.among(renamed);
        assertThat(setAsideCodes(release)).containsExactly("printed-name-mismatch");
        assertThat(codes(release)).containsExactly("missing-evidence");
    }

    @Test
    void whenPersonHasNoPermittedRoleThenSetAside() {
        SampleRelease release = complete();
        release.put(APPROVAL, release.approval("vv.two", "2022-01-11T09:00:00Z"));
        assertThat(setAsideCodes(release)).containsExactly("role-not-permitted");
        assertThat(codes(release)).containsExactly("missing-evidence");
    }

    @Test
    void whenPersonIsNotRegisteredThenSetAside() {
        SampleRelease release = complete();
        release.among(SampleRelease.people("re.one", "vv.one", "psirt.one", "sec.one"));
        assertThat(setAsideCodes(release)).containsExactly("key-not-authorised");
        assertThat(codes(release)).containsExactly("missing-evidence");
    }

    @ParameterizedTest
    @CsvSource({
        "2022-01-11T09:00:00Z, , , satisfied",
        "2022-01-11T09:00:01Z, , , not-yet-valid",
        "2021-01-01T00:00:00Z, 2022-01-11T09:00:01Z, , satisfied",
        "2021-01-01T00:00:00Z, 2022-01-11T09:00:00Z, , expired",
        "2021-01-01T00:00:00Z, , 2022-06-01T00:00:00Z, revoked",
        "2021-01-01T00:00:00Z, , 2021-06-01T00:00:00Z, revoked"
    })
    void whenKeyWasNotUsableWhenItSignedThenSetAside(String from, String until, String revoked, String state) {
        SampleRelease release = complete();
        PersonKey key = new PersonKey(
                SampleRelease.signer("qa.one").publicKey(),
                Instant.parse(from),
                Optional.ofNullable(until).map(Instant::parse),
                Optional.ofNullable(revoked).map(Instant::parse));
        release.among(SampleRelease.with(release.people(), SampleRelease.person("qa.one", key)));
        assertThat(release.verdict().accepted()).isEqualTo(state.equals("satisfied"));
        if (!state.equals("satisfied")) {
            assertThat(release.verdict().findings())
                    .filteredOn(SetAside.KeyNotAuthorised.class::isInstance)
                    .extracting(finding -> ((SetAside.KeyNotAuthorised) finding).problem())
                    .containsExactly(state);
        }
    }

    @ParameterizedTest
    @CsvSource({"2022-01-10T09:00:00Z, true", "2022-01-10T08:59:59Z, false"})
    void whenStatementIsDatedMoreThanADayLaterThenSetAside(String now, boolean accepted) {
        Verdict verdict = complete().verdict(Instant.parse(now));
        assertThat(verdict.accepted()).isEqualTo(accepted);
        assertThat(verdict.findings().stream().anyMatch(SetAside.DatedInFuture.class::isInstance))
                .isNotEqualTo(accepted);
    }

    @Test
    void whenSignatureBlockIsReadThenItHasNameAndTime() {
        SignatureBlock block = complete().authorship("re.one").signature();
        assertThat(block.printedName()).isEqualTo(SampleRelease.printedName("re.one"));
        assertThat(block.signedAt()).isEqualTo(Instant.parse("2022-01-05T09:00:00Z"));
    }
}
