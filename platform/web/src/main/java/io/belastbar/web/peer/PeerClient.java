package io.belastbar.web.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.web.outbound.HttpAnswer;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.problem.Problem;
import io.belastbar.web.security.ServiceToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Asks another of our services, once, as this service. Where it answers says {@code belastbar.url.<service>}. Blocks:
 * for virtual threads.
 */
@ApplicationScoped
public class PeerClient {

    /** Room for the histograms of every endpoint of a run. */
    private static final int ANSWER_BYTES_MAX = 16 << 20;

    private static final int NOT_FOUND = 404;

    private final PeerCallClient http;
    private final ObjectMapper json;
    private final ServiceToken token;
    private final Config urls;
    private final Duration timeout;

    PeerClient(
            PeerCallClient http,
            ObjectMapper json,
            ServiceToken token,
            Config urls,
            @ConfigProperty(name = "belastbar.peer.timeout", defaultValue = "5s") Duration timeout) {
        this.http = http;
        this.json = json;
        this.token = token;
        this.urls = urls;
        this.timeout = timeout;
    }

    /** The same, with another limit for each answer than {@code belastbar.peer.timeout}: for what takes its time. */
    public PeerClient within(Duration limit) {
        return new PeerClient(http, json, token, urls, limit);
    }

    /**
     * Reads something.
     *
     * @param service its short name, for example {@code loadtest}
     */
    public <T> PeerAnswer<T> get(String service, String path, Class<T> type) {
        return send(service, HttpCall.get(path), type);
    }

    /** Asks for something to be done, once: the same key asks for the same. */
    public <T> PeerAnswer<T> post(String service, String path, Object body, String key, Class<T> type) {
        try {
            var call = HttpCall.send("POST", path, "application/json", json.writeValueAsString(body));
            return send(service, call.header("Idempotency-Key", key), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + body, e);
        }
    }

    /** Changes something. */
    public <T> PeerAnswer<T> patch(String service, String path, Object body, Class<T> type) {
        try {
            return send(service, HttpCall.send("PATCH", path, "application/json", json.writeValueAsString(body)), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + body, e);
        }
    }

    /** Takes back what was asked for with this key, or forestalls it; the answer tells how it stands. */
    public <T> PeerAnswer<T> delete(String service, String path, String key, Class<T> type) {
        HttpCall get = HttpCall.get(path).header("Idempotency-Key", key);
        return send(service, new HttpCall("DELETE", path, get.headers(), null, get.timeout(), get.answerMax()), type);
    }

    /** Ends something; the answer tells how it stands. */
    public <T> PeerAnswer<T> delete(String service, String path, Class<T> type) {
        HttpCall get = HttpCall.get(path);
        return send(service, new HttpCall("DELETE", path, get.headers(), null, get.timeout(), get.answerMax()), type);
    }

    private <T> PeerAnswer<T> send(String service, HttpCall call, Class<T> type) {
        String name = service + "-service";
        var url = urls.getOptionalValue("belastbar.url." + service, URI.class);
        if (url.isEmpty()) {
            return new PeerAnswer.Failed<>("belastbar.url." + service + " is not configured");
        }
        try {
            var asThisService = call.header("Authorization", token.authorization())
                    .within(timeout)
                    .upTo(ANSWER_BYTES_MAX);
            return read(name, http.send(name, url.get(), asThisService), type);
        } catch (IOException away) {
            return new PeerAnswer.Failed<>(name + " did not answer (" + away.getMessage() + ")");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new PeerAnswer.Failed<>("this service was stopped while it asked " + name);
        }
    }

    private <T> PeerAnswer<T> read(String name, HttpAnswer answer, Class<T> type) {
        if (!answer.isSuccess()) {
            String reason = name + " answered with status " + answer.status();
            return answer.status() == NOT_FOUND
                    ? new PeerAnswer.Absent<>(reason)
                    : new PeerAnswer.Failed<>(reason + detail(answer));
        }
        try {
            return new PeerAnswer.Known<>(parse(answer, type));
        } catch (IOException other) {
            return new PeerAnswer.Failed<>(name + " answered something else than it should");
        }
    }

    /** What the problem says; nothing if the body is none, for example that of a proxy on the way. */
    private String detail(HttpAnswer answer) {
        try {
            String detail = parse(answer, Problem.class).detail();
            return detail == null ? "" : ": " + detail;
        } catch (IOException noProblem) {
            return "";
        }
    }

    private <T> T parse(HttpAnswer answer, Class<T> type) throws IOException {
        T body = json.readerFor(type)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(answer.body());
        if (body == null) {
            throw new IOException("null");
        }
        return body;
    }
}
