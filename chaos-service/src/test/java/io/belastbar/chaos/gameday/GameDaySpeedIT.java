package io.belastbar.chaos.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.fault.SimulatedInsurer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long it takes until readers see a step, until nothing is broken any more after a stop condition or an abort, and until
 * everything is undone. Figures, by hand; {@code ./belastbar bench game-day}.
 */
@QuarkusTest
@QuarkusTestResource(SimulatedInsurer.class)
@Tag("slow")
class GameDaySpeedIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int READERS = Integer.getInteger("readers", 8);
    private static final int STEPS = Integer.getInteger("steps", 150);
    private static final int ROUNDS = Integer.getInteger("rounds", 20);

    SimulatedInsurer insurer;

    @TestHTTPResource
    URI service;

    private final GameDays days = new GameDays();
    private final HttpClient http = HttpClient.newHttpClient();

    /** An event and when a reader had it. */
    private record Had(JsonNode event, Instant at) {
        Instant happened() {
            return Instant.parse(event.path("at").asText());
        }

        String phase() {
            return event.path("phase").asText();
        }
    }

    @BeforeEach
    void describeTheSystem() {
        insurer.broken(false);
        days.describeTheSystem();
    }

    @Test
    void figures() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        lines.add("| what | n | median | p95 | largest | aim |");
        lines.add("|---|---|---|---|---|---|");
        lines.add(line("step to server-sent event, " + READERS + " readers", seen(), "p95 < 250 ms"));
        List<Long> stopped = new ArrayList<>();
        List<Long> aborted = new ArrayList<>();
        List<Long> undone = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            List<Had> stop = round(true);
            stopped.add(between(stop, "STOP_CONDITION_MET", "FAULTS_TAKEN_BACK"));
            undone.add(between(stop, "STOP_CONDITION_MET", "REGAINED"));
            aborted.add(between(round(false), "ABORT_REQUESTED", "FAULTS_TAKEN_BACK"));
        }
        lines.add(line("stop condition seen to all faults cleared", stopped, "< 2 s"));
        lines.add(line("abort to all faults cleared", aborted, "< 2 s"));
        lines.add(line("stop condition seen to undone and proven well", undone, "< 5 s"));

        Path table = Path.of("target", "game-day.md");
        Files.write(table, lines);
        System.out.println(String.join("\n", lines));
    }

    /** Milliseconds of each reader and event. */
    private List<Long> seen() throws InterruptedException {
        StringBuilder text = new StringBuilder(GameDays.BEGINNING).append("steps:\n");
        for (int i = 0; i < STEPS; i++) {
            text.append("  - {at: T+%dms, name: s%d, notify: {target: smartbav-insurer, path: /hooks, text: x}}\n"
                    .formatted(2000 + 60 * i, i));
        }
        days.store("speed-steps", text.toString());
        String day = days.start("speed-steps");
        List<List<Had>> all = Collections.synchronizedList(new ArrayList<>());
        List<Thread> readers = IntStream.range(0, READERS)
                .mapToObj(i -> Thread.ofVirtual().start(() -> all.add(read(day))))
                .toList();
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(all).hasSize(READERS);
        return all.stream()
                .flatMap(List::stream)
                .filter(had -> had.phase().startsWith("STEP_"))
                .map(had -> Duration.between(had.happened(), had.at()).toMillis())
                .toList();
    }

    private List<Had> round(boolean stops) {
        String name = stops ? "speed-stop" : "speed-abort";
        days.store(name, GameDays.BEGINNING + """
                steps:
                  - {at: T+0, name: other,
                     inject: {type: sap-latency, target: other-insurer, latency: 30s, duration: 5m}}
                  - {at: T+0, name: slow,
                     inject: {type: insurer-latency, target: smartbav-insurer, latency: 30s, duration: 5m}}
                expectations:
                  - {name: never, after: slow, deadline: 10m, type: http-probe, target: smartbav-insurer,
                     request: GET /control, json: $.well, equals: maybe}
                """ + (stops ? """
                stop-conditions:
                  - {name: well, type: http-probe, target: smartbav-insurer,
                     request: GET /control, json: $.well, equals: true}
                """ : ""));
        String day = days.start(name);
        await().atMost(GameDays.LIMIT).until(() -> insurer.inForce() != null);
        if (!stops) {
            days.as("operator").delete(day).then().statusCode(202);
        }
        days.ended(day);
        return read(day);
    }

    private List<Had> read(String day) {
        List<Had> had = new ArrayList<>();
        HttpRequest request = HttpRequest.newBuilder(service.resolve(day + "/events"))
                .header("Authorization", "Bearer viewer-token")
                .build();
        try (var lines = http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            lines.filter(line -> line.startsWith("data:") && line.contains("\"phase\""))
                    .forEach(line -> had.add(new Had(tree(line.substring(5)), Instant.now())));
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return had;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new java.io.UncheckedIOException(notJson);
        }
    }

    private static long between(List<Had> told, String from, String to) {
        return Duration.between(first(told, from), first(told, to)).toMillis();
    }

    private static Instant first(List<Had> told, String phase) {
        return told.stream()
                .filter(had -> had.phase().equals(phase))
                .findFirst()
                .map(Had::happened)
                .orElseThrow(() -> new AssertionError(phase + " was not told"));
    }

    private static String line(String what, List<Long> milliseconds, String aim) {
        List<Long> sorted = milliseconds.stream().sorted().toList();
        return "| %s | %d | %d ms | %d ms | %d ms | %s |"
                .formatted(
                        what,
                        sorted.size(),
                        sorted.get(sorted.size() / 2),
                        sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1),
                        sorted.getLast(),
                        aim);
    }
}
