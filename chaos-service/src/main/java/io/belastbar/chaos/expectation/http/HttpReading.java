package io.belastbar.chaos.expectation.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came of a request. */
public sealed interface HttpReading {

    /** How long it took, from the first packet to the last byte. */
    Duration took();

    /** @param headers by their names in lower case */
    record Answered(int status, Map<String, String> headers, String body, Duration took) implements HttpReading {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * No whole answer.
     *
     * @param reason a sentence part for a person
     * @param slow whether the time was over; else the connection was refused or broke
     */
    record Unanswered(String reason, boolean slow, Duration took) implements HttpReading {}

    /** It could not even be asked: no such target or credential, or no token for it. */
    record NotAsked(String reason) implements HttpReading {
        @Override
        public Duration took() {
            return Duration.ZERO;
        }
    }
}
