package io.belastbar.monitoring.real;

import io.belastbar.running.RunningPlatform;
import io.belastbar.running.StoryPlatform;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What happens beside the demo, so that what is told only of events is told: a near limit, a fault, posted measurements. */
final class ScrapedStory {

    private static final int DAYS = 120;

    /** What collectors bring, with value and unit, below every threshold. */
    private static final Map<String, String> COLLECTED = Map.of(
            "redis.cache.hit_rate", "\"metric\":\"hit_ratio\",\"value\":\"90%\"",
            "redis.memory.utilization", "\"metric\":\"utilisation\",\"value\":\"40%\"",
            "redis.operations.per_second", "\"metric\":\"throughput\",\"value\":\"100\",\"unit\":\"req/s\"",
            "core.availability", "\"metric\":\"count\",\"value\":\"1\"");

    private ScrapedStory() {}

    static void tell(StoryPlatform story, String system) throws Exception {
        RunningPlatform platform = story.api();
        for (var one : COLLECTED.entrySet()) {
            String measurement =
                    "{\"subject\":\"%s\",\"kind\":\"resource\",%s}".formatted(one.getKey(), one.getValue());
            stored(platform.post("budget", "/api/v1/systems/" + system + "/measurements", measurement));
        }
        stored(platform.post("capacity", "/api/v1/systems/" + system + "/series", growing()));
        stored(platform.post("capacity", "/api/v1/systems/" + system + "/capacity-analysis", "{}"));
        HttpResponse<String> fault = platform.send(
                "operator",
                "POST",
                "chaos",
                "/api/v1/systems/" + system + "/faults",
                "{\"type\":\"insurer-latency\",\"target\":\"smartbav-insurer\",\"latencyMs\":20,\"durationSeconds\":5}");
        stored(fault);
    }

    /** Each service is asked something; budget-service for what carries an ETag. */
    static void visit(RunningPlatform platform, String system) throws Exception {
        platform.get("budget", "/api/v1/systems/" + system + "/budget");
        platform.get("profiling", "/api/v1/systems/" + system + "/findings");
        platform.get("chaos", "/api/v1/systems/" + system + "/faults");
        platform.get("loadtest", "/api/v1/systems/" + system + "/test-runs");
        platform.get("capacity", "/api/v1/systems/" + system + "/projections");
    }

    /** Connections that reach what is planned in some weeks. */
    private static String growing() {
        Instant first = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(DAYS));
        String points = IntStream.range(0, DAYS * 24)
                .mapToObj(hour -> "{\"at\":\"%s\",\"value\":%s}"
                        .formatted(first.plus(Duration.ofHours(hour)), 60 + 0.7 * hour / 24 + 0.5 * (hour % 7)))
                .collect(Collectors.joining(","));
        return "{\"metric\":\"connection_count\",\"unit\":\"connections\",\"kind\":\"peak\",\"zone\":\"Europe/Berlin\",\"points\":["
                + points + "]}";
    }

    private static void stored(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.request().uri() + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
