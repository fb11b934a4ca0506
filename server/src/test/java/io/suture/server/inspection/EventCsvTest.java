package io.suture.server.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4180, and no formulas (reliability case K4). */
class EventCsvTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"})
    void whenATextLooksLikeAFormulaThenItIsMadeAText(String text) {
        assertThat(EventCsv.cell(text)).isEqualTo("'" + text);
    }

    @Test
    void whenATextHasCommasQuotesOrLinesThenItIsQuoted() {
        assertThat(EventCsv.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(EventCsv.cell("say \"x\"")).isEqualTo("\"say \"\"x\"\"\"");
        assertThat(EventCsv.cell("a\r\nb")).isEqualTo("\"a\r\nb\"");
        assertThat(EventCsv.cell("=\"x\"")).isEqualTo("\"'=\"\"x\"\"\"");
        assertThat(EventCsv.cell("plain 1-2")).isEqualTo("plain 1-2");
    }
}
