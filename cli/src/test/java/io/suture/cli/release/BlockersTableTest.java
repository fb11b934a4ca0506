package io.suture.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.trust.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a newcomer reads. */
class BlockersTableTest {

    @Test
    void whenSomethingStopsTheReleaseThenWhatWhoAndCommandAreShownAndThenTheRest() {
        List<String> lines = BlockersTable.lines(
                "GW2/3.1.1",
                List.of(
                        finding("satisfied", false, "Satisfied for authorship by re.one.")
                                .build(),
                        finding("failed-run-recorded", false, "Run VR-1 failed; it was repeated as VR-2.")
                                .build(),
                        finding("missing-evidence", true, "word ".repeat(30) + "end.")
                                .putStrings("resolvedBy", List.of("validator", "quality-approver"))
                                .put("command", "suture attest junit GW2/3.1.1 " + "REPORT ".repeat(20))
                                .build()));
        assertThat(lines)
                .containsExactly(
                        "GW2/3.1.1: one thing stops it.",
                        "",
                        "  1  what     " + "word ".repeat(16) + "word",
                        "              " + "word ".repeat(13) + "end.",
                        "     who      somebody with the role validator or quality-approver",
                        "     command  suture attest junit GW2/3.1.1 " + "REPORT ".repeat(20),
                        "",
                        "Done",
                        "  - Satisfied for authorship by re.one.",
                        "",
                        "Worth knowing",
                        "  - Run VR-1 failed; it was repeated as VR-2.");
    }

    @Test
    void whenNothingStopsTheReleaseThenItSaysSo() {
        assertThat(BlockersTable.lines("GW2/3.1.1", List.of())).containsExactly("GW2/3.1.1: nothing stops it.");
    }

    private static JsonObject.Builder finding(String code, boolean blocks, String explain) {
        return JsonObject.builder()
                .put("rule", "any")
                .put("code", code)
                .put("explain", explain)
                .put("blocks", blocks)
                .put("data", JsonObject.EMPTY);
    }
}
