package io.belastbar.budget.measurement.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import io.belastbar.budget.objective.SubjectKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What profiling-service posts of a database, and the promises that the how-to gives about it. */
class DatabaseMeasurementsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

    @Test
    void whatIsMeasuredOfADatabaseIsUnderstood() {
        var read = MeasurementReader.read(MeasurementJson.read("""
                        [{"subject":"database.connections.active","kind":"resource","service":"database","metric":"count",
                          "value":"3","at":"2026-11-21T05:59:00.123456Z"},
                         {"subject":"database.connections.utilization","kind":"resource","service":"database",
                          "metric":"utilisation","value":"12.5","unit":"%","at":"2026-11-21T05:59:00Z"},
                         {"subject":"database.query.response_time","kind":"resource","service":"database",
                          "metric":"response_time","value":"0.0001","unit":"ms","at":"2026-11-21T05:59:00Z"},
                         {"subject":"database.slow_queries.avg_time","kind":"resource","service":"database",
                          "metric":"duration","value":"200.5","unit":"ms","at":"2026-11-21T05:59:00Z"},
                         {"subject":"database.cache_hit_ratio","kind":"resource","service":"database","metric":"hit_ratio",
                          "value":"25","unit":"%","samples":200,"at":"2026-11-21T05:59:00Z"},
                         {"subject":"database.size","kind":"resource","service":"database","metric":"size",
                          "value":"1500000000000","unit":"B","at":"2026-11-21T05:59:00Z"},
                         {"subject":"database.transactions","kind":"resource","service":"database","metric":"throughput",
                          "value":"10","unit":"/s","at":"2026-11-21T05:59:00Z"},
                         {"subject":"database.deadlocks","kind":"resource","service":"database","metric":"event_rate",
                          "value":"0","unit":"/s","at":"2026-11-21T05:59:00Z"}]"""), NOW, Duration.ofDays(1));

        assertThat(read).hasSize(8).allMatch(measurement -> measurement.kind() == SubjectKind.RESOURCE);
        assertThat(read.get(1).values()).containsExactly(0.125);
        assertThat(read.get(4).samples()).isEqualTo(200);
        assertThat(read.get(6).values()).containsExactly(10.0);
    }

    @Test
    void thePromisesOfTheHowToAreAcceptedAsTheyStand() throws IOException {
        String page = Files.readString(Path.of("../docs/how-to/watch-a-database.md"));
        String document = page.substring(page.indexOf("```yaml") + 7, page.lastIndexOf("```"));

        assertThat(Samples.budget(document).objectives()).hasSize(6);
    }
}
