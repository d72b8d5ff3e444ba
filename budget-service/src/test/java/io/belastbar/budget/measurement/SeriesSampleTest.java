package io.belastbar.budget.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.belastbar.budget.measurement.reading.MeasurementJson;
import io.belastbar.budget.measurement.reading.MeasurementReader;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.web.http.Page;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** capacity-service reads the series of a system; it is tested against this sample, so what is answered must be like it. */
class SeriesSampleTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final String AT = "2026-11-01T06:39:00Z";

    /** As users post them; each measure that has an amount is there. */
    private static final String POSTED = """
            [{"kind":"business","subject":"tasks","metric":"count","value":41},
             {"kind":"business","subject":"tasks","metric":"count","value":40,"branch":"feature/x"},
             {"kind":"business","subject":"tasks","metric":"count","value":39,"testbed":"staging"},
             {"kind":"cache","service":"budget-service","subject":"http-etag","metric":"hit_ratio","value":"80%","samples":50},
             {"kind":"cache","subject":"portfolio_data","metric":"event_rate","value":"3/s"},
             {"kind":"endpoint","subject":"GET /api/v1/employees","metric":"response_time_p95","value":"250ms"},
             {"kind":"operation","subject":"login","metric":"success_rate","value":"0%","samples":0},
             {"kind":"operation","subject":"login","metric":"error_rate","value":"1%","samples":200},
             {"kind":"operation","subject":"login","metric":"throughput","value":"20/s"},
             {"kind":"pipeline","subject":"pr","metric":"duration","value":"9min"},
             {"kind":"query","subject":"select","metric":"query_time_avg","value":"7ms"},
             {"kind":"query","subject":"select","metric":"transaction_time_p999","value":"90ms"},
             {"kind":"resource","subject":"database.connections.utilization","metric":"utilisation","value":"25%"},
             {"kind":"resource","subject":"database.connections.utilization","metric":"utilisation_peak","value":"95%"},
             {"kind":"resource","subject":"database.size","metric":"count","value":12},
             {"kind":"resource","subject":"database.size","metric":"size","value":"11GB"},
             {"kind":"resource","subject":"replica","metric":"lag_sustained","value":"3s"}]
            """.replace("}", ",\"at\":\"" + AT + "\"}");

    @Test
    void whatIsAnsweredIsTheSample() throws IOException {
        try (var sample = getClass().getResourceAsStream("/samples/http/series-of-a-system.json")) {
            JsonNode answered = JSON.readTree(JSON.writeValueAsString(new Page<>(latest(), null)));

            assertThat(answered).isEqualTo(JSON.readTree(sample));
        }
    }

    @Test
    void everyMeasureWithAnAmountIsInTheSample() {
        var measured = latest().stream()
                .map(each -> Metric.parse(each.key().metric()).orElseThrow().measure())
                .toList();

        assertThat(measured)
                .containsAll(Arrays.stream(Measure.values())
                        .filter(measure -> !measure.isDemand())
                        .toList());
    }

    private static List<LatestPoint> latest() {
        var now = Instant.parse(AT).plusSeconds(60);
        var read = MeasurementReader.read(MeasurementJson.read(POSTED), now, Duration.ofDays(1));
        List<LatestPoint> all =
                new ArrayList<>(MeasurementBatch.of("shop", PerformanceBudget.of(List.of()), read).points().stream()
                        .map(each -> new LatestPoint(each.getKey(), each.getValue()))
                        .toList());
        all.add(ofRun());
        return all;
    }

    private static LatestPoint ofRun() {
        var endpoint = Subject.of(SubjectKind.ENDPOINT, "GET /api/v1/employees");
        var metric = new Metric(Measure.RESPONSE_TIME, Statistic.P99).text();
        return new LatestPoint(
                new SeriesKey("shop", endpoint, metric, "peak"),
                new SeriesPoint(Instant.parse(AT), 400, 1_000, SeriesPoint.RUN, "run-1", Map.of()));
    }
}
