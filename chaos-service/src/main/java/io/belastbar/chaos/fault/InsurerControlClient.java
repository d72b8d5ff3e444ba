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
import java.time.Instant;

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

    /**
     * Makes it slow; it recovers by itself when it hears nothing. The fault's id is the token by which it is taken
     * back: a target that already heard of that refuses.
     */
    void slowDown(Fault fault, Instant now) throws IOException, InterruptedException {
        String body = "{\"token\":\"%s\",\"latencyMs\":%d,\"expiresAfterMs\":%d,\"notAfter\":\"%s\"}"
                .formatted(fault.id(), fault.latencyMs(), fault.deadMan(now).toMillis(), fault.notAfter());
        send(to(fault.target(), "/control").PUT(BodyPublishers.ofString(body)));
    }

    /** Takes this fault back, also when its command arrives only later; a newer fault stays. Twice does no harm. */
    void reset(Fault fault) throws IOException, InterruptedException {
        String body = "{\"token\":\"%s\"}".formatted(fault.id());
        send(to(fault.target(), "/control/reset").POST(BodyPublishers.ofString(body)));
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

    private HttpRequest.Builder to(String target, String path) throws IOException {
        String url = targets.require(target).url().toString().replaceAll("/+$", "");
        try {
            return HttpRequest.newBuilder(URI.create(url + path));
        } catch (IllegalArgumentException notHttp) {
            throw new IOException("target " + target + " has no address that can be called: " + url, notHttp);
        }
    }
}
