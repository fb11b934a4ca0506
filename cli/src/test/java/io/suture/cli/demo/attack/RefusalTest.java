package io.suture.cli.demo.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.cli.demo.stage.CommandResult;
import io.suture.cli.demo.stage.Processes;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private static final List<String> GATE_REFUSED = List.of(
            "ok   identity       exm/D-001",
            "FAIL gate-refused   missing-evidence: malware-scan needs 1 people",
            "FAIL receipt-not-delivered receipt answered 503");

    @Test
    void whenTheFirstRefusalOfTheDeviceIsTheExpectedOneThenItIsRight() {
        Refusal refusal = Refusal.byDevice(new Processes.Ended(1, GATE_REFUSED), "gate-refused", "malware-scan");
        assertThat(refusal.isRight()).isTrue();
        assertThat(refusal.text()).isEqualTo("refuses: gate-refused (malware-scan)");
    }

    @Test
    void whenTheDeviceRefusesForAnotherReasonThenItIsWrong() {
        assertThat(Refusal.byDevice(new Processes.Ended(1, GATE_REFUSED), "gate-refused", "risk-assessment")
                        .isRight())
                .isFalse();
        assertThat(Refusal.byDevice(new Processes.Ended(1, GATE_REFUSED), "receipt-not-delivered", "")
                        .isRight())
                .isFalse();
    }

    @Test
    void whenTheDeviceInstallsThenItIsWrongWhateverItPrinted() {
        Refusal refusal = Refusal.byDevice(new Processes.Ended(0, GATE_REFUSED), "gate-refused", "malware-scan");
        assertThat(refusal.isRight()).isFalse();
        assertThat(refusal.text()).contains("it did not refuse");
    }

    @Test
    void whenTheDeviceDiesWithoutAWordThenItIsWrong() {
        var ended = new Processes.Ended(137, List.of("ok   identity       exm/D-001"));
        assertThat(Refusal.byDevice(ended, "gate-refused", "").isRight()).isFalse();
    }

    @Test
    void whenTheServerRefusesThenItsCodeCounts() {
        var result =
                new CommandResult(1, "release GW2/3.2.0\nsuture: The stored file is not whole. (payload-corrupt)\n");
        assertThat(Refusal.byServer(result, "payload-corrupt", "").isRight()).isTrue();
        assertThat(Refusal.byServer(result, "release-blocked", "").text()).contains("refused with payload-corrupt");
    }

    @Test
    void whenTheServerDoesItThenItIsWrong() {
        assertThat(Refusal.byServer(new CommandResult(0, "signed"), "payload-corrupt", "")
                        .isRight())
                .isFalse();
    }
}
