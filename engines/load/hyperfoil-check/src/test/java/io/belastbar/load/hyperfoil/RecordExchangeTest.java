package io.belastbar.load.hyperfoil;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.load.export.HyperfoilBenchmark;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Records what Hyperfoil's engine counts of a benchmark of ours, in the shape in which its controller tells it: the
 * summary as its own class serialises it, histograms by HdrHistogram's log writer. The controller itself is not among
 * the artifacts that resolve. Run with {@code -Dgroups=slow -DexcludedGroups=} to record anew.
 */
@Tag("slow")
class RecordExchangeTest {

    private static final Path FOLDER = Path.of("../../../loadtest-service/src/test/resources/hyperfoil");
    private static final double[] PERCENTILES = {0.5, 0.9, 0.99, 0.999, 0.9999};
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Key(String phase, int stepId, String metric) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }
    }

    @Test
    void recordsARunOfTheEngine() throws Exception {
        Scenario scenario =
                ScenarioParser.parse(Files.readString(FOLDER.resolve("scenario.yml")), ScenarioLimits.DEFAULT);
        try (RecordingTarget target = new RecordingTarget(200, "{\"items\":[{\"id\":7}]}")) {
            HyperfoilBenchmark exported = HyperfoilBenchmark.of(scenario, target.uri(), "belastbar-shop-recorded");
            Map<Key, StatisticsSnapshot> counted = count(HyperfoilRun.parse(exported));

            Files.writeString(
                    FOLDER.resolve("exchange.json"),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(exchange(counted)) + "\n");

            assertThat(counted).hasSize(4);
            assertThat(target.received()).hasSize(200);
        }
    }

    private static Map<Key, StatisticsSnapshot> count(Benchmark benchmark) {
        Map<Key, StatisticsSnapshot> counted = new TreeMap<>();
        LocalSimulationRunner runner = new LocalSimulationRunner(
                benchmark,
                (phase, stepId, metric, snapshot, countDown) -> {
                    synchronized (counted) {
                        counted.computeIfAbsent(new Key(phase.name(), stepId, metric), none -> new StatisticsSnapshot())
                                .add(snapshot);
                    }
                },
                (phase, min, max) -> {},
                (authority, tag, min, max) -> {});
        runner.run();
        return counted;
    }

    private static ObjectNode exchange(Map<Key, StatisticsSnapshot> counted) {
        ObjectNode exchange = JSON.createObjectNode();
        ObjectNode total = exchange.putObject("total").put("status", "TERMINATED");
        ArrayNode statistics = total.putArray("statistics");
        ArrayNode histograms = exchange.putArray("histograms");
        counted.forEach((key, snapshot) -> {
            ObjectNode one = statistics.addObject();
            one.put("phase", key.phase()).put("stepId", key.stepId()).put("metric", key.metric());
            one.set("summary", JSON.valueToTree(snapshot.summary(PERCENTILES)));
            one.putArray("failedSLAs");
            ObjectNode histogram = histograms.addObject();
            histogram.put("phase", key.phase()).put("stepId", key.stepId()).put("metric", key.metric());
            histogram.put("startTime", snapshot.histogram.getStartTimeStamp());
            histogram.put("endTime", snapshot.histogram.getEndTimeStamp());
            histogram.put("data", log(snapshot.histogram));
        });
        return exchange;
    }

    private static String log(Histogram histogram) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter writer = new HistogramLogWriter(bytes);
        writer.outputIntervalHistogram(histogram);
        writer.close();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
