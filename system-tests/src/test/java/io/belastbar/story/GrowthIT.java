package io.belastbar.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.running.RunningPlatform;
import io.belastbar.running.StoryPlatform;
import io.belastbar.running.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A system that grows: its plan, 90 days of its metrics, and what follows from them, from the analysis to the files. */
@Order(4)
class GrowthIT {
    private static final String SYSTEM = "growing";
    private static final int DAYS = 90;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Path PLAN =
            Path.of("").toAbsolutePath().getParent().resolve("examples/smartbav/belastbar/forecasts.yml");

    @Test
    void aLimitThatComesNearIsToldToDevOpsAndStandsInTheFiles() throws Exception {
        StoryPlatform platform = StoryPlatform.running();
        RunningPlatform api = platform.api();
        var applied = platform.command("apply", "-f", PLAN.toString(), "--system", SYSTEM);
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        // 150 connections in 30 days, 400 ms in more than 100, 500 GB of disk in 125.
        upload(api, "connection_count", "connections", "peak", day -> 60 + 0.75 * day);
        upload(api, "query_latency_p95", "ms", "gauge", day -> 150 + 0.9 * day);
        upload(api, "storage", "GB", "gauge", day -> 200 + 1.4 * day);

        var analysed = api.post("capacity", "/api/v1/systems/" + SYSTEM + "/capacity-analysis", "{}");

        assertThat(analysed.statusCode()).as(analysed.body()).isIn(200, 201, 202);
        Waiting.until(LIMIT, () -> analysis(api).hasNonNull("timestamp"), () -> "no analysis");
        JsonNode analysis = analysis(api);
        assertThat(analysis.path("diskSpace").path("growthPerDay").asDouble()).isBetween(1.3, 1.5);
        assertThat(analysis.path("queryLatency").path("trend").asText()).isEqualTo("DEGRADING");
        Waiting.until(LIMIT, () -> finding(api) != null, () -> "no finding of " + SYSTEM);
        assertThat(finding(api).path("category").asText()).isEqualTo("Capacity");
        Waiting.until(LIMIT, () -> isTold(api), () -> "DevOps was not told");
        assertFiles(api);
        var forecast = platform.command("forecast", "--system", SYSTEM);
        assertThat(forecast.exitCode()).as(forecast.output()).isEqualTo(99);
        assertThat(forecast.output()).contains("connection_count", "150");
    }

    private static void upload(RunningPlatform api, String metric, String unit, String kind, IntToDoubleFunction level)
            throws Exception {
        var noise = new Random(metric.hashCode());
        Instant first = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(DAYS));
        String points = IntStream.range(0, DAYS * 24)
                .mapToObj(hour -> "{\"at\":\"%s\",\"value\":%s}"
                        .formatted(
                                first.plus(Duration.ofHours(hour)),
                                level.applyAsDouble(hour / 24) * (1 + 0.01 * noise.nextGaussian())))
                .collect(Collectors.joining(","));
        var answer = api.post(
                "capacity",
                "/api/v1/systems/" + SYSTEM + "/series",
                "{\"metric\":\"%s\",\"unit\":\"%s\",\"kind\":\"%s\",\"zone\":\"Europe/Berlin\",\"points\":[%s]}"
                        .formatted(metric, unit, kind, points));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    private static JsonNode analysis(RunningPlatform api) throws Exception {
        return api.json("capacity", "/api/v1/systems/" + SYSTEM + "/capacity-analysis");
    }

    private static JsonNode finding(RunningPlatform api) throws Exception {
        for (JsonNode finding :
                api.json("profiling", "/api/v1/systems/" + SYSTEM + "/findings").path("items")) {
            if (finding.path("component").asText().contains("connection_count")) {
                return finding;
            }
        }
        return null;
    }

    private static boolean isTold(RunningPlatform api) throws Exception {
        for (JsonNode told :
                api.json("budget", "/api/v1/systems/" + SYSTEM + "/escalations").path("items")) {
            if (told.path("toRole").asText().contains("DevOps")) {
                return true;
            }
        }
        return false;
    }

    private static void assertFiles(RunningPlatform api) throws Exception {
        JsonNode files = api.json("capacity", "/api/v1/systems/" + SYSTEM + "/deliverables");
        assertThat(files.toString())
                .contains("growth-projections-", "infrastructure-upgrade-plan.yml", "cost-projection.xlsx");
    }
}
