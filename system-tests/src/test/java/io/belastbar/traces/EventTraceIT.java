package io.belastbar.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.running.CommandLine;
import io.belastbar.running.RunningPlatform;
import io.belastbar.running.Waiting;
import io.belastbar.traces.ReceivedSpan.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An event through the running platform, from the request that told of it to what consumed it in other services, as a
 * collector sees it: one trace, and each span below what it came from. A platform of its own, as the one of the stories has
 * traces off.
 */
@Tag("proof")
class EventTraceIT {

    private static final Duration LIMIT = Duration.ofSeconds(300);
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String FINISHED = "process belastbar.test-runs";

    /** Who hears of the end of a run. */
    private static final Set<String> CONSUMERS = Set.of("budget-service", "profiling-service", "capacity-service");

    private static final List<String> SERVICES = List.of("loadtest", "budget", "profiling", "chaos", "capacity");

    private static final String JTL = """
            timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,bytes,sentBytes,allThreads,URL
            %1$d,12,list,200,OK,u 1-1,text,true,100,10,1,http://shop/list
            %1$d,14,list,200,OK,u 1-1,text,true,100,10,1,http://shop/list
            """.formatted(System.currentTimeMillis() - 60_000);

    @TempDir
    Path folder;

    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @Test
    void whatThreeServicesDoOfARequestToAFourthIsOneTraceAndACollectorThatFallsSilentHoldsUpNoEnd() throws Exception {
        Path home = folder.resolve("home");
        try (OtlpReceiver collector = new OtlpReceiver()) {
            var launcher = CommandLine.start(
                    folder.resolve("up.log"),
                    List.of("up", "--home", home.toString(), "--base-port", "" + CommandLine.freeBasePort()),
                    List.of("--no-training", "--no-sample"),
                    Map.of(
                            "OTEL_SDK_DISABLED", "false",
                            "OTEL_EXPORTER_OTLP_ENDPOINT", collector.uri().toString(),
                            "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms",
                            "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true"));
            try {
                Waiting.until(
                        LIMIT,
                        () -> launcher.output().contains("Ready after")
                                || !launcher.process().isAlive(),
                        launcher::output);
                assertThat(launcher.output()).contains("Ready after");
                importARun(RunningPlatform.of(home));

                var whole = new AtomicReference<List<ReceivedSpan>>();
                Waiting.until(
                        LIMIT,
                        () -> {
                            whole.set(collector.spansOf(trace));
                            return isWhole(whole.get());
                        },
                        () -> collector.spansOf(trace) + "\n" + launcher.output());
                assertOneTree(whole.get());
                assertThat(collector.refused()).isEmpty();
                assertThat(collector.spans()).as("nobody asked for a probe").noneMatch(span -> span.attributes()
                        .getOrDefault("url.path", "")
                        .startsWith("/q"));
                assertJson(home);

                collector.fallSilent();
                importARun(RunningPlatform.of(home));
                Waiting.until(LIMIT, () -> collector.unanswered() > 0, launcher::output);
                launcher.interrupt();
                assertEndedByThemselves(home);
            } finally {
                if (launcher.process().isAlive()) {
                    launcher.interrupt();
                }
            }
        }
    }

    private void importARun(RunningPlatform platform) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(platform.connection().getProperty("belastbar.url.loadtest")
                        + "/api/v1/systems/traced/test-run-imports?scenario=checkout&format=jmeter"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + platform.tokens().getProperty("engineer"))
                .header("Content-Type", "text/csv")
                .header("traceparent", "00-" + trace + "-" + CALLER + "-01")
                .POST(BodyPublishers.ofString(JTL))
                .build();
        var answer = platform.http().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /** Each service sends its spans by itself and in batches, and a span when it has ended: a parent may come last. */
    private static boolean isWhole(List<ReceivedSpan> spans) {
        Set<String> consumers = spans.stream()
                .filter(span -> span.kind() == Kind.CONSUMER && span.name().equals(FINISHED))
                .map(ReceivedSpan::service)
                .collect(Collectors.toSet());
        Set<String> known = known(spans);
        return consumers.containsAll(CONSUMERS)
                && request(spans).isPresent()
                && processing(spans).allMatch(span -> known.contains(span.parent()));
    }

    private static Optional<ReceivedSpan> request(List<ReceivedSpan> spans) {
        return spans.stream()
                .filter(span -> span.kind() == Kind.SERVER && span.service().equals("loadtest-service"))
                .findFirst();
    }

    private static Stream<ReceivedSpan> processing(List<ReceivedSpan> spans) {
        return spans.stream()
                .filter(span -> span.kind() == Kind.CONSUMER && span.name().startsWith("process"));
    }

    private static Set<String> known(List<ReceivedSpan> spans) {
        Set<String> known = spans.stream().map(ReceivedSpan::id).collect(Collectors.toCollection(HashSet::new));
        known.add(CALLER);
        return known;
    }

    private static void assertOneTree(List<ReceivedSpan> spans) {
        ReceivedSpan request = request(spans).orElseThrow();
        assertThat(request.parent()).isEqualTo(CALLER);
        assertThat(request.name()).isEqualTo("POST /api/v1/systems/{system}/test-run-imports");
        assertThat(request.attributes())
                .containsEntry("http.response.status_code", "201")
                .containsEntry("url.query", "REDACTED");
        assertThat(spans)
                .filteredOn(span -> span.name().equals(FINISHED))
                .isNotEmpty()
                .allSatisfy(span -> {
                    assertThat(span.parent()).isEqualTo(request.id());
                    assertThat(span.failed()).isFalse();
                    assertThat(span.attributes())
                            .containsEntry("messaging.system", "kafka")
                            .containsEntry("cloudevents.event_type", "test-run.finished.v1")
                            .containsKeys("messaging.destination.partition.id", "messaging.kafka.offset");
                });
        assertThat(processing(spans)).extracting(ReceivedSpan::parent).isSubsetOf(known(spans));
    }

    /** The launcher kills what does not end within its grace time; what was killed does not say that it stopped. */
    private static void assertEndedByThemselves(Path home) throws Exception {
        for (String service : SERVICES) {
            assertThat(home.resolve("logs/" + service + ".log"))
                    .content()
                    .as("a silent collector holds up no end")
                    .contains(service + "-service stopped in ");
        }
    }

    /** Each line that a service wrote is JSON by itself. */
    private static void assertJson(Path home) throws Exception {
        for (String service : SERVICES) {
            List<String> lines = Files.readAllLines(home.resolve("logs/" + service + ".log")).stream()
                    .filter(line -> line.startsWith("{"))
                    .toList();
            assertThat(lines).as(service).isNotEmpty();
            for (String line : lines) {
                JsonNode entry = new ObjectMapper().readTree(line);
                assertThat(entry.path("level").asText()).as(line).isNotEmpty();
                assertThat(entry.path("message").isTextual()).as(line).isTrue();
            }
        }
    }
}
