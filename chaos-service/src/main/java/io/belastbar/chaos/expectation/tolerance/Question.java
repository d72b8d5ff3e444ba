package io.belastbar.chaos.expectation.tolerance;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a registered target, with headers.
 *
 * @param path below the target's address, encoded
 * @param credential its name; sent as Authorization
 * @param timeout until the last byte of the answer
 */
public record Question(
        String target,
        String method,
        String path,
        Map<String, String> headers,
        Optional<String> body,
        Optional<String> credential,
        Duration timeout) {

    public Question {
        headers = Map.copyOf(headers);
    }

    public String text() {
        return method + " " + (path.isEmpty() ? "/" : path);
    }
}
