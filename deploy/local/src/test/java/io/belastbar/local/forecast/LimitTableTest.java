package io.belastbar.local.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.ReportLanguage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitTableTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void datesAreThoseOfTheSystemsZone() throws Exception {
        assertThat(lines(ReportLanguage.EN, of("a", "Europe/Berlin", "2026-12-30T23:00:00Z", "")))
                .anySatisfy(line -> assertThat(line).contains("2026-12-31"));
        assertThat(lines(ReportLanguage.EN, of("a", "America/New_York", "2026-12-31T04:59:00Z", "")))
                .anySatisfy(line -> assertThat(line).contains("2026-12-30"));
    }

    @Test
    void aDateThatIsOverIsFromTodayAndToday() throws Exception {
        assertThat(lines(ReportLanguage.EN, of("a", "Europe/Berlin", "2026-11-26T22:59:00Z", "")))
                .anySatisfy(line -> assertThat(line).contains("from today").doesNotContain("2026-11-26"));
        assertThat(lines(ReportLanguage.DE, of("a", "Europe/Berlin", "2026-11-26T23:00:00Z", "")))
                .anySatisfy(line -> assertThat(line).contains("2026-11-27").doesNotContain("ab heute"));
    }

    @Test
    void whatNobodyMeasuresAnyMoreStandsLast() throws Exception {
        String stale = "{\"kind\":\"stale\",\"text\":{\"english\":\"old\",\"german\":\"alt\"}}";

        List<String> lines = lines(
                ReportLanguage.EN,
                of("aged", "UTC", "2026-11-25T00:00:00Z", stale),
                of("fresh", "UTC", "2027-01-01T00:00:00Z", ""));

        assertThat(lines.get(1)).startsWith("fresh");
        assertThat(lines.get(2)).startsWith("aged");
    }

    private static List<String> lines(ReportLanguage language, String... projections) throws JsonProcessingException {
        List<JsonNode> read = new ArrayList<>();
        for (String projection : projections) {
            read.add(new ObjectMapper().readTree(projection));
        }
        return new LimitTable(language, NOW).lines(read);
    }

    private static String of(String metric, String zone, String at, String remark) {
        return """
                {"metric":"%s","unit":"GB","zone":"%s","until":"2028-01-01T12:00:00Z",
                 "current":{"value":96},"slopePerDay":0.5,"remarks":[%s],
                 "limits":[{"value":150,"unit":"GB","status":"EXPECTED","p10":"%s"}]}""".formatted(metric, zone, remark, at);
    }
}
