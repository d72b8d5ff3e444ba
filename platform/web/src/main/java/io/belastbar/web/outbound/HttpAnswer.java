package io.belastbar.web.outbound;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A whole answer, of any status. */
public record HttpAnswer(int status, HttpHeaders headers, byte[] body) {

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** When the server wants to be asked again (RFC 9110, section 10.2.3); a date is not read. */
    public Optional<Duration> retryAfter() {
        return headers.firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }
}
