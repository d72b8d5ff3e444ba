package io.belastbar.chaos.fault;

import io.belastbar.chaos.ChaosConfig;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The control address of an insurer simulator, which is a registered target. Blocks: for virtual threads. */
@ApplicationScoped
public class InsurerControlClient {
    private final TargetRegistry targets;
    private final Duration timeout;
    private final HttpClient http;

    InsurerControlClient(TargetRegistry targets, ChaosConfig config) {
        this.targets = targets;
        this.timeout = config.controlTimeout();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** Makes it slow; it recovers by itself when it hears nothing for {@code deadMan}. */
    void slowDown(String target, int latencyMs, Duration deadMan) throws IOException, InterruptedException {
        String body = "{\"latencyMs\":%d,\"expiresAfterMs\":%d}".formatted(latencyMs, deadMan.toMillis());
        send(HttpRequest.newBuilder(address(target, "/control")).PUT(BodyPublishers.ofString(body)));
    }

    /** Makes it well. Doing so twice does no harm. */
    void reset(String target) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(address(target, "/control/reset")).POST(BodyPublishers.ofString("{}")));
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(
                request.header("Content-Type", "application/json")
                        .timeout(timeout)
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.uri() + " answered " + answer.statusCode());
        }
    }

    private URI address(String target, String path) {
        return URI.create(targets.require(target).url().toString().replaceAll("/+$", "") + path);
    }
}
