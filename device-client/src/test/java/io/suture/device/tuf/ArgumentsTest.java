package io.suture.device.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.trust.tuf.TufLimits;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void whenOptionsAreInAnyOrderThenTheyMeanTheSame() {
        Command.Refresh refresh = new Command.Refresh(Path.of("/m d"), "http://h/a%5B/", TufLimits.DEFAULT);

        assertThat(parse("--metadata-dir", "/m d", "--metadata-url", "http://h/a%5B", "refresh"))
                .isEqualTo(refresh);
        assertThat(parse("refresh", "--metadata-url=http://h/a%5B/", "--metadata-dir=/m d"))
                .isEqualTo(refresh);
    }

    @Test
    void whenTargetNamesAreRepeatedThenTheirOrderStays() {
        Command command = parse(
                "--metadata-dir",
                "m",
                "--metadata-url",
                "http://h/m",
                "--target-name",
                "b",
                "--target-name",
                "--a",
                "--target-base-url",
                "https://h/t",
                "--target-dir",
                "t",
                "--target-name",
                "b",
                "download");

        assertThat(command).isInstanceOfSatisfying(Command.Download.class, download -> {
            assertThat(download.names()).isEqualTo(List.of("b", "--a", "b"));
            assertThat(download.targetBaseUrl()).isEqualTo("https://h/t/");
        });
    }

    @Test
    void whenTheNumberOfRootsIsGivenThenItIsTheLimit() {
        Command command =
                parse("--max-root-rotations", "7", "--metadata-dir", "m", "--metadata-url", "http://h/m", "refresh");

        assertThat(command)
                .isInstanceOfSatisfying(
                        Command.Refresh.class,
                        refresh -> assertThat(refresh.limits().roots()).isEqualTo(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--metadata-dir m",
                "--metadata-dir m init",
                "--metadata-dir m init a b",
                "--metadata-dir m frob",
                "--metadata-dir m refresh",
                "--metadata-dir m --metadata-dir n --metadata-url http://h/ refresh",
                "--metadata-dir m --metadata-url file:///etc/ refresh",
                "--metadata-dir m --metadata-url http:///x refresh",
                "--metadata-dir m --metadata-url http://h/?q refresh",
                "--metadata-dir m --metadata-url http://h/ --frob x refresh",
                "--metadata-dir m --metadata-url http://h/ --max-root-rotations 0 refresh",
                "--metadata-dir m --metadata-url http://h/ download",
                "--metadata-dir m --metadata-url http://h/ refresh --metadata-dir"
            })
    void whenTheWordsAreNoCommandThenThatIsUsage(String words) {
        assertThatThrownBy(() -> parse(words.isEmpty() ? new String[0] : words.split(" ", -1)))
                .isInstanceOf(UsageException.class);
    }

    private static Command parse(String... words) {
        return Arguments.parse(words);
    }
}
