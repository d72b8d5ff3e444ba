package io.belastbar.chaos.expectation.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.chaos.expectation.http.HttpReading.NotAsked;
import io.belastbar.chaos.expectation.http.HttpReading.Unanswered;
import io.belastbar.web.outbound.HttpAnswer;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks registered targets what expectations ask of them. Tokens of a login are kept for five minutes, so that a look
 * during an outage asks the application and not its login. Blocks: for virtual threads.
 */
@ApplicationScoped
public class RequestClient {

    private static final long TOKEN_NANOS = Duration.ofMinutes(5).toNanos();
    private static final int UNAUTHORIZED = 401;
    private static final int ANSWER_BYTES_MAX = 8 << 20;
    private static final String JSON_TYPE = "application/json";

    private final TargetClient targets;
    private final CredentialStore credentials;
    private final ObjectMapper json;
    private final Map<Door, Token> tokens = new ConcurrentHashMap<>();

    private record Door(String target, String credential, Login login) {}

    private record Token(String value, long since) {
        boolean young() {
            return System.nanoTime() - since < TOKEN_NANOS;
        }
    }

    RequestClient(TargetClient targets, CredentialStore credentials, ObjectMapper json) {
        this.targets = targets;
        this.credentials = credentials;
        this.json = json;
    }

    /** What came of it; once, without repeating, but for a token that is no longer taken. */
    public HttpReading send(Request request) throws InterruptedException {
        try {
            if (request.login().isEmpty()) {
                return exchange(request.target(), request.as().orElse(null), call(request));
            }
            Door door = new Door(
                    request.target(),
                    request.as().orElseThrow(),
                    request.login().get());
            HttpReading first = exchange(request.target(), null, withToken(request, token(door, request)));
            if (first instanceof Answered answered && answered.status() == UNAUTHORIZED) {
                tokens.remove(door);
                return exchange(request.target(), null, withToken(request, token(door, request)));
            }
            return first;
        } catch (TargetNotAllowed | NoToken notAsked) {
            return new NotAsked(notAsked.getMessage());
        }
    }

    /** Has a token ready, so that a later look needs no login. */
    public void logIn(Request request) throws InterruptedException {
        try {
            if (request.login().isPresent()) {
                token(
                        new Door(
                                request.target(),
                                request.as().orElseThrow(),
                                request.login().get()),
                        request);
            }
        } catch (TargetNotAllowed | NoToken later) {
            // Whoever looks tells the reason.
        }
    }

    private String token(Door door, Request request) throws InterruptedException {
        Token known = tokens.get(door);
        if (known != null && known.young()) {
            return known.value();
        }
        var login = door.login();
        var who = credentials.require(door.credential());
        var body = JsonNodeFactory.instance
                .objectNode()
                .put(login.username(), who.username())
                .put(login.password(), who.password());
        HttpReading reading;
        try {
            var call = HttpCall.send("POST", login.path(), JSON_TYPE, json.writeValueAsString(body));
            reading = exchange(request.target(), null, call.within(request.timeout()));
        } catch (IOException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
        String value =
                switch (reading) {
                    case Answered answered
                    when answered.status() / 100 == 2 ->
                        JsonValues.at(login.token(), answered.body()).stream()
                                .findFirst()
                                .filter(found -> found.isTextual())
                                .map(found -> found.textValue())
                                .orElseThrow(() -> new NoToken("its login gave no token at " + login.token()));
                    case Answered answered -> throw new NoToken("its login answered with status " + answered.status());
                    case Unanswered silent -> throw new NoToken("its login did not answer: " + silent.reason());
                    case NotAsked notAsked -> throw new NoToken(notAsked.reason());
                };
        tokens.put(door, new Token(value, System.nanoTime()));
        return value;
    }

    private static HttpCall withToken(Request request, String token) {
        return call(request).header("Authorization", "Bearer " + token);
    }

    private static HttpCall call(Request request) {
        HttpCall call = request.body()
                .map(body -> HttpCall.send(request.method(), request.path(), JSON_TYPE, body))
                .orElseGet(
                        () -> new HttpCall(request.method(), request.path(), Map.of("Accept", "*/*"), null, null, 0));
        return call.within(request.timeout()).upTo(ANSWER_BYTES_MAX);
    }

    /** Whatever is asked, once. */
    public HttpReading ask(String target, Optional<String> credential, HttpCall call) throws InterruptedException {
        try {
            return exchange(target, credential.orElse(null), call.upTo(ANSWER_BYTES_MAX));
        } catch (TargetNotAllowed notAsked) {
            return new NotAsked(notAsked.getMessage());
        }
    }

    private HttpReading exchange(String target, String credential, HttpCall call) throws InterruptedException {
        long start = System.nanoTime();
        try {
            HttpAnswer answer = targets.send(target, credential, call);
            return new Answered(
                    answer.status(),
                    headers(answer),
                    new String(answer.body(), StandardCharsets.UTF_8),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException none) {
            return new Unanswered(
                    none.getMessage(),
                    none instanceof HttpTimeoutException,
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static Map<String, String> headers(HttpAnswer answer) {
        Map<String, String> headers = new HashMap<>();
        answer.headers()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        return headers;
    }

    private static final class NoToken extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoToken(String message) {
            super(message, null, false, false);
        }
    }
}
