package io.belastbar.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.embedded.PrivateProperties;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

/** Calls the services of a running platform as one of its principals. */
public final class ApiClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration UPLOAD_LIMIT = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, String> connection;
    private final Map<String, String> tokens;

    private final String reason;
    private final String fileName;
    private final Duration limit;

    private ApiClient(
            Map<String, String> connection,
            Map<String, String> tokens,
            String reason,
            String fileName,
            Duration limit) {
        this.connection = connection;
        this.tokens = tokens;
        this.reason = reason;
        this.fileName = fileName;
        this.limit = limit;
    }

    /** The same, which says of every document that it puts why. */
    public ApiClient because(String why) {
        return new ApiClient(connection, tokens, why, fileName, limit);
    }

    /** The same, which says of every document that it puts from which file it came. */
    public ApiClient from(String file) {
        return new ApiClient(connection, tokens, reason, file, limit);
    }

    /** The same, which does everything as the operator: who injects faults and holds game days. */
    public ApiClient asOperator() {
        String token = tokens.get("operator");
        if (token == null) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, "this platform's tokens name no operator");
        }
        return new ApiClient(connection, Map.of("viewer", token, "engineer", token), reason, fileName, limit);
    }

    /** The same, which waits no longer than that for the whole of an answer. */
    public ApiClient within(Duration longest) {
        return new ApiClient(connection, tokens, reason, fileName, longest);
    }

    /** An answer: any status, and the body as JSON where it is JSON (null otherwise). */
    public record Answer(int status, JsonNode body, String location) {
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** Of a refusal: whether what was sent is at fault, or the platform. */
        public int exitCode() {
            return status < 500 ? ExitCodes.INVALID_INPUT : ExitCodes.ABORTED;
        }

        /** Of a refusal: status and problem behind what came of it, as in "there is no report". */
        public String sentence(String outcome) {
            String detail = body == null ? "" : ": " + body.path("detail").asText();
            return outcome + ": HTTP " + status + detail;
        }
    }

    /** @throws CommandFailure when no platform runs on this home */
    public static ApiClient of(BelastbarHome home) throws IOException {
        if (!Files.exists(home.connectionFile())) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "no platform runs on " + home.path() + "; start one with: belastbar up --home " + home.path());
        }
        return new ApiClient(
                PrivateProperties.read(home.connectionFile()),
                PrivateProperties.read(home.tokensFile()),
                null,
                null,
                LIMIT);
    }

    public URI url(String service) {
        String url = connection.get("belastbar.url." + service);
        if (url == null) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, "this platform runs without " + service);
        }
        return URI.create(url);
    }

    /** Every service of this platform, by name. */
    public Stream<String> services() {
        String prefix = "belastbar.url.";
        return connection.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .sorted();
    }

    /** As the connection file says it. */
    public Optional<String> setting(String name) {
        return Optional.ofNullable(connection.get(name));
    }

    /** All whose names begin so, by the rest of the name. */
    public SortedMap<String, String> settings(String prefix) {
        var settings = new TreeMap<String, String>();
        connection.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                settings.put(name.substring(prefix.length()), value);
            }
        });
        return settings;
    }

    public Answer get(String service, String path) throws IOException, InterruptedException {
        return send(request(service, path, "viewer").GET().build());
    }

    /** A document as it was stored; empty if there is none. */
    public Optional<String> text(String service, String path) throws IOException, InterruptedException {
        var request = request(service, path, "viewer").setHeader("Accept", "application/yaml, text/plain;q=0.9");
        var response = connected(request.GET().build(), BodyHandlers.ofString());
        return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    }

    public Answer put(String service, String path, String contentType, String body)
            throws IOException, InterruptedException {
        var request = request(service, path, "engineer").header("Content-Type", contentType);
        if (reason != null) {
            request.header("X-Change-Reason", headerText(reason));
        }
        if (fileName != null) {
            request.header("X-File-Name", headerText(fileName));
        }
        return send(request.PUT(BodyPublishers.ofString(body)).build());
    }

    public Answer post(String service, String path, String json) throws IOException, InterruptedException {
        return post(service, path, "application/json", json);
    }

    public Answer post(String service, String path, String contentType, String body)
            throws IOException, InterruptedException {
        return send(request(service, path, "engineer")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** As {@link #post}, with the file's bytes as they are; the service may take minutes to read them. */
    public Answer upload(String service, String path, Path file) throws IOException, InterruptedException {
        return send(request(service, path, "engineer")
                .timeout(UPLOAD_LIMIT)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofFile(file))
                .build());
    }

    public Answer delete(String service, String path) throws IOException, InterruptedException {
        return send(request(service, path, "engineer").DELETE().build());
    }

    /**
     * A document in whatever format the path names.
     *
     * @throws CommandFailure with the address and the status of any answer but 200
     */
    public byte[] download(String service, String path) throws IOException, InterruptedException {
        return content(
                request(service, path, "viewer").GET(),
                refusal -> new CommandFailure(
                        ExitCodes.ABORTED,
                        "%s answered HTTP %d".formatted(url(service).resolve(path), refusal.status())));
    }

    /** As {@link #download}; {@code refusal} says what any answer but 200 is to the user. */
    public byte[] download(String service, String path, Function<Answer, CommandFailure> refusal)
            throws IOException, InterruptedException {
        return content(request(service, path, "viewer").GET(), refusal);
    }

    /** What a service makes of a YAML document without storing it; {@code refusal} as for {@link #download}. */
    public byte[] convert(String service, String path, String yaml, Function<Answer, CommandFailure> refusal)
            throws IOException, InterruptedException {
        var request = request(service, path, "engineer")
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(yaml));
        return content(request, refusal);
    }

    private byte[] content(HttpRequest.Builder request, Function<Answer, CommandFailure> refusal)
            throws IOException, InterruptedException {
        var response = connected(
                request.setHeader("Accept", "*/*").timeout(UPLOAD_LIMIT).build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw refusal.apply(answer(response, new String(response.body(), StandardCharsets.UTF_8)));
        }
        return response.body();
    }

    /**
     * The lines of a server-sent event stream, until the server ends it.
     *
     * @param lastEventId the last one seen, after which the server goes on; null for all of them
     */
    public Stream<String> events(String service, String path, String lastEventId)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url(service).resolve(path))
                .header("Authorization", "Bearer " + tokens.get("viewer"))
                .timeout(LIMIT)
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        var response = connected(request.build(), BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new IOException("the progress was not given: HTTP " + response.statusCode());
        }
        return response.body();
    }

    private HttpRequest.Builder request(String service, String path, String principal) {
        return HttpRequest.newBuilder(url(service).resolve(path))
                .timeout(limit)
                .header("Accept", "application/json, application/problem+json")
                .header("Authorization", "Bearer " + tokens.get(principal));
    }

    /** RFC 8187, 3.2: a header's own way to say more than ASCII. */
    private static String headerText(String text) {
        return text.matches("[ -~]*")
                ? text
                : "UTF-8''" + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The client's own limit ends with the headers: a body that stops coming must not be waited for either. */
    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        var longest = request.timeout().orElse(limit);
        var coming = http.sendAsync(request, BodyHandlers.ofString());
        try {
            var response = coming.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return answer(response, response.body());
        } catch (TimeoutException silent) {
            coming.cancel(true);
            throw silent(request);
        } catch (ExecutionException failure) {
            throw failure(request, failure.getCause());
        }
    }

    private static Answer answer(HttpResponse<?> response, String text) throws IOException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        JsonNode body = type.contains("json") ? JSON.readTree(text) : null;
        return new Answer(
                response.statusCode(),
                body,
                response.headers().firstValue("Location").orElse(null));
    }

    private <T> HttpResponse<T> connected(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try {
            return http.send(request, handler);
        } catch (HttpTimeoutException | ConnectException unanswered) {
            throw failure(request, unanswered);
        }
    }

    /** What a person can do something about is a sentence; the rest is thrown as it came. */
    private static CommandFailure failure(HttpRequest request, Throwable cause) throws IOException {
        return switch (cause) {
            case HttpTimeoutException late -> silent(request);
            case ConnectException refused ->
                new CommandFailure(ExitCodes.ABORTED, "nobody answers at " + request.uri() + "; see: belastbar status");
            case IOException other -> throw other;
            default -> throw new IllegalStateException("the request to " + request.uri() + " failed", cause);
        };
    }

    private static CommandFailure silent(HttpRequest request) {
        return new CommandFailure(ExitCodes.ABORTED, request.uri() + " does not answer in time; see: belastbar status");
    }
}
