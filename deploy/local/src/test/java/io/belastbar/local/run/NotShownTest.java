package io.belastbar.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.ReportLanguage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotShownTest {

    @Test
    void whatShouldHaveBeenShownIsOneLine() {
        assertThat(line("""
                {"notCovered": [
                  {"endpoint": "GET /a", "metric": "target_error_rate", "missing": true},
                  {"endpoint": "GET /a", "metric": "target_throughput", "missing": true},
                  {"endpoint": "GET /b", "metric": "target_throughput", "missing": true},
                  {"endpoint": "GET /c", "metric": "target_throughput", "missing": false},
                  {"endpoint": "GET /old", "metric": "target_throughput"}]}
                """))
                .hasValueSatisfying(
                        line -> assertThat(line).contains(": GET /a, GET /b (").doesNotContain("\n"));
    }

    @Test
    void aRunThatShowsAllSaysNothing() {
        assertThat(line("{\"notCovered\": []}")).isEmpty();
        assertThat(line("{}")).isEmpty();
    }

    @Test
    void whatNoStepCallsIsNamed() throws JsonProcessingException {
        var report = new ObjectMapper().readTree("""
                {"steps": [{"name": "flaky", "endpoint": "GET /flaky", "tag": "f"}]}""");

        assertThat(NotShown.coveredByNoStep(
                        List.of(
                                "GET /flaky",
                                "/flaky",
                                "GET /fl*",
                                "GET /typpo",
                                "POST /flaky",
                                "SELECT on orders",
                                "*"),
                        report,
                        ReportLanguage.EN))
                .hasValue("WARN: no step calls what the scenario says it covers: GET /typpo, POST /flaky");
        assertThat(NotShown.coveredByNoStep(List.of("/flaky"), report, ReportLanguage.DE))
                .isEmpty();
        assertThat(NotShown.coveredByNoStep(List.of("/x"), new ObjectMapper().readTree("{}"), ReportLanguage.EN))
                .isEmpty();
    }

    private static Optional<String> line(String report) {
        try {
            return NotShown.line(new ObjectMapper().readTree(report), ReportLanguage.EN);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
