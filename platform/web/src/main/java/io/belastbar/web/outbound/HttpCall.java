package io.belastbar.web.outbound;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What is asked of another server, wherever that is.
 *
 * @param path below the server's base address, already encoded; empty: the base address itself
 * @param body null: none
 * @param timeout from the first packet to the last byte of the answer
 * @param answerMax bytes of the answer's body
 */
public record HttpCall(
        String method, String path, Map<String, String> headers, String body, Duration timeout, int answerMax) {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** Reads JSON. */
    public static HttpCall get(String path) {
        return new HttpCall("GET", path, Map.of("Accept", "application/json"), null, TIMEOUT, ANSWER_BYTES_MAX);
    }

    /** {@code POST} or {@code PUT}. */
    public static HttpCall send(String method, String path, String contentType, String body) {
        return new HttpCall(method, path, get(path).headers(), body, TIMEOUT, ANSWER_BYTES_MAX)
                .header("Content-Type", contentType);
    }

    public HttpCall header(String name, String value) {
        var all = new HashMap<>(headers);
        all.put(name, value);
        return new HttpCall(method, path, all, body, timeout, answerMax);
    }

    public HttpCall within(Duration limit) {
        return new HttpCall(method, path, headers, body, limit, answerMax);
    }

    public HttpCall upTo(int bytes) {
        return new HttpCall(method, path, headers, body, timeout, bytes);
    }

    /** A text that may stand in a path, a query or a form. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
