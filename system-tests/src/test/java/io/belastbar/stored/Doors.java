package io.belastbar.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.running.RunningPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/** The HTTP interfaces of a running platform, with any method, header and principal. */
record Doors(RunningPlatform platform) {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    HttpResponse<String> get(String service, String path, String accept) throws IOException, InterruptedException {
        return send("GET", service, path, "viewer", "", Map.of("Accept", accept));
    }

    /** @throws AssertionError unless the answer is a success with JSON */
    JsonNode json(String service, String path) throws IOException, InterruptedException {
        return JSON.readTree(success(get(service, path, "application/json"), path));
    }

    /** Writes as an engineer and expects success. */
    HttpResponse<String> write(String method, String service, String path, String type, String body)
            throws IOException, InterruptedException {
        return write(method, service, path, body, Map.of("Content-Type", type));
    }

    HttpResponse<String> write(String method, String service, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var answer = send(method, service, path, "operator", body, headers);
        success(answer, method + " " + path);
        return answer;
    }

    HttpResponse<String> send(
            String method, String service, String path, String principal, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(platform.connection().getProperty("belastbar.url." + service) + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + platform.tokens().getProperty(principal))
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return platform.http().send(request.build(), BodyHandlers.ofString());
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String success(HttpResponse<String> answer, String what) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(what + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
