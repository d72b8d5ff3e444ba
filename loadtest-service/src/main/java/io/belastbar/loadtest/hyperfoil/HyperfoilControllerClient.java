package io.belastbar.loadtest.hyperfoil;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.export.HyperfoilBenchmark;
import io.belastbar.loadtest.remote.RemoteEngineFailure;
import io.belastbar.web.outbound.HttpAnswer;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.outbound.OutboundClient;
import io.belastbar.web.target.Credentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
    /** Room for the statistics of every step of a run. */
    private static final int ANSWER_BYTES_MAX = 16 << 20;

    private static final int SHOWN_MAX = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OutboundClient http;
    private final URI controller;
    private final Optional<String> password;

    HyperfoilControllerClient(OutboundClient http, URI controller, Optional<String> password) {
        this.http = http;
        this.controller = URI.create(controller.toString().replaceAll("/+$", ""));
        this.password = password;
    }

    /** Registers the benchmark, or replaces the one of its name. */
    void upload(HyperfoilBenchmark benchmark) throws RemoteEngineFailure {
        HttpAnswer answer = send(HttpCall.send("POST", "/benchmark", "text/vnd.yaml", benchmark.yaml()));
        expect(answer, 204, "did not accept the benchmark", "nahm den Benchmark nicht an");
    }

    /** Starts a run of the benchmark and gives the run's id. */
    String start(String benchmark, String description) throws RemoteEngineFailure {
        HttpAnswer answer = send(HttpCall.get(
                "/benchmark/" + HttpCall.encoded(benchmark) + "/start?desc=" + HttpCall.encoded(description)));
        if (answer.status() == 301) {
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
        HttpAnswer answer = send(HttpCall.get("/run/" + HttpCall.encoded(run)));
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
        HttpAnswer answer = send(HttpCall.get("/run/" + HttpCall.encoded(run) + "/stats/total"));
        if (answer.status() == 404) {
            return List.of();
        }
        expect(answer, 200, "has no statistics of the run", "hat keine Statistik des Laufs");
        return HyperfoilStatistics.of(json(answer));
    }

    /** Response times in nanoseconds. */
    Histogram histogram(String run, HyperfoilStatistics of) throws RemoteEngineFailure {
        String query = "?phase=" + HttpCall.encoded(of.phase()) + "&stepId=" + of.stepId() + "&metric="
                + HttpCall.encoded(of.metric());
        HttpAnswer answer = send(HttpCall.get("/run/" + HttpCall.encoded(run) + "/stats/histogram" + query));
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
        HttpAnswer answer = send(HttpCall.get("/run/" + HttpCall.encoded(run) + "/kill"));
        if (!answer.isSuccess()) {
            throw failed(answer, "did not kill the run", "brach den Lauf nicht ab");
        }
    }

    /** Empty if the controller does not say. */
    String version() throws RemoteEngineFailure {
        HttpAnswer answer = send(HttpCall.get("/version"));
        return answer.status() == 200 ? json(answer).path("version").asText() : "";
    }

    private HttpAnswer send(HttpCall call) throws RemoteEngineFailure {
        var limited = call.within(PATIENCE).upTo(ANSWER_BYTES_MAX);
        var allowed = password.map(
                        secret -> limited.header("Authorization", new Credentials("belastbar", secret).basic()))
                .orElse(limited);
        try {
            return http.send(controller, allowed);
        } catch (IOException unreachable) {
            String cause = unreachable.getMessage();
            throw about("cannot be reached: " + cause, "ist nicht zu erreichen: " + cause);
        } catch (InterruptedException stop) {
            throw RemoteEngineFailure.stopped(stop);
        }
    }

    private void expect(HttpAnswer answer, int status, String otherwise, String german) throws RemoteEngineFailure {
        if (answer.status() != status) {
            throw failed(answer, otherwise, german);
        }
    }

    private RemoteEngineFailure failed(HttpAnswer answer, String what, String german) {
        String said = answer.text().strip();
        String shown = said.substring(0, Math.min(SHOWN_MAX, said.length()));
        String quoted = " (" + answer.status() + (shown.isEmpty() ? ")" : "): " + shown);
        return about(what + quoted, german + quoted);
    }

    private JsonNode json(HttpAnswer answer) throws RemoteEngineFailure {
        try {
            return JSON.readTree(answer.text());
        } catch (JsonProcessingException noJson) {
            throw about("answered something that is not JSON", "antwortete etwas, das kein JSON ist");
        }
    }

    private RemoteEngineFailure about(String what, String german) {
        return new RemoteEngineFailure(
                "The Hyperfoil controller at " + controller + " " + what + ".",
                "Der Hyperfoil-Controller unter " + controller + " " + german + ".");
    }
}
