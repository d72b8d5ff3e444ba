package io.belastbar.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.result.GeneratorReport.Shortfall;
import io.belastbar.report.Sentence;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aReportOfAnEarlierVersionHasNoShortfalls() throws Exception {
        String stored = """
                {"latenessP99Ms":1.5,"latenessMaxMs":2,"dropped":3,"throttled":4,"maxLaneUtilisation":0.5,
                 "maxProcessCpu":0.25,"connections":10,"notes":["a"],"notesGerman":["b"]}""";

        GeneratorReport read = JSON.readValue(stored, GeneratorReport.class);

        assertThat(read).isEqualTo(new GeneratorReport(1.5, 2, 3, 4, 0.5, 0.25, 10, List.of("a"), List.of("b")));
        assertThat(read.shortfalls()).isEmpty();
    }

    @Test
    void shortfallsAreReadAsTheyWereWritten() throws Exception {
        Shortfall shortfall = new Shortfall(Shortfall.Kind.TEST_DATA, new Sentence("Used up.", "Aufgebraucht."));
        GeneratorReport report = new GeneratorReport(1, 1, 0, 0, -1, -1, 1, List.of(), null, List.of(shortfall));

        assertThat(JSON.readValue(JSON.writeValueAsString(report), GeneratorReport.class))
                .isEqualTo(report);
    }
}
