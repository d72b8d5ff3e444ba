package io.belastbar.loadtest.hyperfoil;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.export.HyperfoilBenchmark;
import io.belastbar.loadtest.remote.RemoteEngineFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/**
 * The REST API of a Hyperfoil controller, as its OpenAPI document (version 0.5, {@code GET /openapi}) says. Blocking.
 * Every fault is a {@link RemoteEngineFailure} with a sentence for people.
 */
final class HyperfoilControllerClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SHOWN_MAX = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI controller;
    private final Optional<String> password;

    HyperfoilControllerClient(URI controller, Optional<String> password) {
        this.controller = URI.create(controller.toString().replaceAll("/+$", ""));
        this.password = password;
    }

    URI address() {
        return controller;
    }

    /** Registers the benchmark, or replaces the one of its name. */
    void upload(HyperfoilBenchmark benchmark) throws RemoteEngineFailure {
        HttpResponse<String> answer = send(request("/benchmark")
                .header("Content-Type", "text/vnd.yaml")
                .POST(BodyPublishers.ofString(benchmark.yaml())));
        expect(answer, 204, "did not accept the benchmark", "nahm den Benchmark nicht an");
    }

    /** Starts a run of the benchmark and gives the run's id. */
    String start(String benchmark, String description) throws RemoteEngineFailure {
        HttpResponse<String> answer =
                send(request("/benchmark/" + encode(benchmark) + "/start?desc=" + encode(description)));
        if (answer.statusCode() == 301) {
            throw about(
                    "starts runs through a CI job only (trigger URL); take it away",
                    "startet Läufe nur über einen CI-Auftrag (trigger URL); diese Einstellung muss weg");
        }
        expect(answer, 202, "did not start the run", "startete den Lauf nicht");
        String id = json(answer).path("id").asText();
        if (id.isEmpty()) {
            throw about("started a run without an id", "startete einen Lauf ohne Kennung");
        }
        return id;
    }

    /**
     * How a run is doing.
     *
     * @param errors what went wrong, as the controller tells it
     */
    record RunState(boolean terminated, boolean cancelled, List<String> errors) {}

    RunState state(String run) throws RemoteEngineFailure {
        HttpResponse<String> answer = send(request("/run/" + encode(run)));
        expect(answer, 200, "does not know the run", "kennt den Lauf nicht");
        JsonNode state = json(answer);
        List<String> errors = new ArrayList<>();
        state.path("errors").forEach(error -> errors.add(error.asText()));
        state.path("phases").forEach(phase -> {
            if (phase.path("failed").asBoolean()) {
                errors.add("Phase " + phase.path("name").asText() + " failed.");
            }
        });
        return new RunState(
                state.hasNonNull("terminated"), state.path("cancelled").asBoolean(), errors);
    }

    /** Over all that was counted so far; empty before the first statistics arrived. */
    List<HyperfoilStatistics> total(String run) throws RemoteEngineFailure {
        HttpResponse<String> answer = send(request("/run/" + encode(run) + "/stats/total"));
        if (answer.statusCode() == 404) {
            return List.of();
        }
        expect(answer, 200, "has no statistics of the run", "hat keine Statistik des Laufs");
        return HyperfoilStatistics.of(json(answer));
    }

    /** Response times in nanoseconds. */
    Histogram histogram(String run, HyperfoilStatistics of) throws RemoteEngineFailure {
        String query = "?phase=" + encode(of.phase()) + "&stepId=" + of.stepId() + "&metric=" + encode(of.metric());
        HttpResponse<String> answer = send(request("/run/" + encode(run) + "/stats/histogram" + query));
        String about = of.phase() + ", " + of.metric();
        expect(answer, 200, "has no histogram of " + about, "hat kein Histogramm von " + about);
        JsonNode found = json(answer);
        // The OpenAPI document says a list, the controller sends one.
        String data = (found.isArray() ? found.path(0) : found).path("data").asText();
        EncodableHistogram read = new HistogramLogReader(
                        new ByteArrayInputStream(data.getBytes(StandardCharsets.UTF_8)))
                .nextIntervalHistogram();
        if (read instanceof Histogram histogram) {
            return histogram;
        }
        throw about("gave no readable histogram of " + about, "gab kein lesbares Histogramm von " + about);
    }

    void kill(String run) throws RemoteEngineFailure {
        HttpResponse<String> answer = send(request("/run/" + encode(run) + "/kill"));
        if (answer.statusCode() / 100 != 2) {
            throw failed(answer, "did not kill the run", "brach den Lauf nicht ab");
        }
    }

    /** Empty if the controller does not say. */
    String version() throws RemoteEngineFailure {
        HttpResponse<String> answer = send(request("/version"));
        return answer.statusCode() == 200 ? json(answer).path("version").asText() : "";
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(controller + path)).timeout(PATIENCE);
        request.header("Accept", "application/json");
        password.ifPresent(secret -> request.header(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(("belastbar:" + secret).getBytes(StandardCharsets.UTF_8))));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws RemoteEngineFailure {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw about("cannot be reached: " + unreachable, "ist nicht zu erreichen: " + unreachable);
        } catch (InterruptedException stop) {
            throw RemoteEngineFailure.stopped(stop);
        }
    }

    private void expect(HttpResponse<String> answer, int status, String otherwise, String german)
            throws RemoteEngineFailure {
        if (answer.statusCode() != status) {
            throw failed(answer, otherwise, german);
        }
    }

    private RemoteEngineFailure failed(HttpResponse<String> answer, String what, String german) {
        String said = answer.body().strip();
        String shown = said.substring(0, Math.min(SHOWN_MAX, said.length()));
        String quoted = " (" + answer.statusCode() + (shown.isEmpty() ? ")" : "): " + shown);
        return about(what + quoted, german + quoted);
    }

    private JsonNode json(HttpResponse<String> answer) throws RemoteEngineFailure {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException noJson) {
            throw about("answered something that is not JSON", "antwortete etwas, das kein JSON ist");
        }
    }

    private RemoteEngineFailure about(String what, String german) {
        return new RemoteEngineFailure(
                "The Hyperfoil controller at " + controller + " " + what + ".",
                "Der Hyperfoil-Controller unter " + controller + " " + german + ".");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
