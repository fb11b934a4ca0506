package io.suture.trust.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.attest.Statement;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.Json;
import io.suture.trust.json.JsonValue;
import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.release.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every member of the policy and of the list of people, changed in every way there is: it is refused, or it changes what the
 * gate finds in one of the reference cases, or it stands on the list of neutral mutations, with the reason.
 */
class FieldMutationTest {

    private static final Pattern MEMBER = Pattern.compile("\"([A-Za-z]+)\":");

    private final ReferenceCases reference = ReferenceCases.all();
    private final ReleasePolicy policy = ReferenceCases.policy();
    private final People people = reference.people();

    /** What the gate finds, apart from the digest of the policy, which changes with every byte. */
    private record Found(int policyVersion, String rule, int peopleVersion, List<Finding> findings) {}

    @Test
    void whenNothingIsChangedThenTheFirstCaseAndTheExceptionPassAndEachOtherIsBlocked() {
        Map<String, Boolean> accepted = new LinkedHashMap<>();
        reference
                .byName()
                .forEach((name, release) -> accepted.put(
                        name, release.under(policy).among(people).verdict().accepted()));
        assertThat(accepted.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey))
                .containsExactly("everything is there", "two wrote it", "an exception instead of a scan");
    }

    @Test
    void whenAMemberOfThePolicyIsChangedThenItIsRefusedOrFoundOrListedAsNeutral() throws IOException {
        assertThat(neutral(policy.toJson(), bytes -> all(ReleasePolicy.parse(bytes), people)))
                .isEqualTo(listed("policy"));
    }

    @Test
    void whenAMemberOfThePeopleIsChangedThenItIsRefusedOrFoundOrListedAsNeutral() throws IOException {
        assertThat(neutral(people.toJson(), bytes -> all(policy, People.parse(bytes))))
                .isEqualTo(listed("people"));
    }

    /** Two members of one name: whichever a reader takes, another may take the other. */
    @Test
    void whenAnyMemberStandsTwiceThenItIsRefused() {
        assertTwiceIsRefused(policy.toJson(), ReleasePolicy::parse);
        assertTwiceIsRefused(people.toJson(), People::parse);
        assertTwiceIsRefused(SampleRelease.complete().manifest().toJson(), Manifest::parse);
        SampleRelease.complete()
                .envelopes()
                .forEach(envelope -> assertTwiceIsRefused(envelope.payload(), Statement::parse));
    }

    private static void assertTwiceIsRefused(byte[] document, Function<byte[], Object> parser) {
        String text = new String(document, StandardCharsets.UTF_8);
        Matcher member = MEMBER.matcher(text);
        while (member.find()) {
            String twice = text.substring(0, member.start()) + member.group() + "0," + text.substring(member.start());
            assertThatThrownBy(() -> parser.apply(twice.getBytes(StandardCharsets.UTF_8)))
                    .as(member.group(1))
                    .isInstanceOf(MalformedDocumentException.class);
        }
    }

    /** Return the mutations that no case shows. */
    private Set<String> neutral(byte[] document, Function<byte[], Iterable<Found>> judge) {
        List<Found> before = new ArrayList<>();
        judge.apply(document).forEach(before::add);
        Set<String> neutral = new TreeSet<>();
        for (JsonMutation mutation : JsonMutation.of(Json.parseObject(document))) {
            if (isUnseen(mutation.document(), before, judge)) {
                neutral.add(mutation.path() + " " + mutation.how());
            }
        }
        return neutral;
    }

    private static boolean isUnseen(JsonValue document, List<Found> before, Function<byte[], Iterable<Found>> judge) {
        try {
            int i = 0;
            for (Found after : judge.apply(CanonicalJson.rfc8785(document))) {
                if (!after.equals(before.get(i++))) {
                    return false;
                }
            }
            return true;
        } catch (MalformedDocumentException e) {
            return false;
        }
    }

    /** Judges one case after the other, and only as long as somebody asks. */
    private Iterable<Found> all(ReleasePolicy changedPolicy, People changedPeople) {
        return () -> reference.byName().values().stream()
                .map(release ->
                        found(release.under(changedPolicy).among(changedPeople).verdict()))
                .iterator();
    }

    private static Found found(Verdict verdict) {
        Verdict.Basis basis = verdict.basis();
        return new Found(basis.policyVersion(), basis.rule(), basis.peopleVersion(), verdict.findings());
    }

    /** Return the listed ones: a line names the document, the place and what is done there. */
    private static Set<String> listed(String document) throws IOException {
        Set<String> listed = new TreeSet<>();
        try (InputStream in = FieldMutationTest.class.getResourceAsStream("/gate/neutral-mutations.txt")) {
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(document + " "))
                    .map(line -> line.substring(document.length() + 1))
                    .forEach(listed::add);
        }
        return listed;
    }
}
