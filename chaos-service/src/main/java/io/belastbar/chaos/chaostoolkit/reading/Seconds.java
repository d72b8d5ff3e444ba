package io.belastbar.chaos.chaostoolkit.reading;

import io.belastbar.chaos.chaostoolkit.reading.Values.Filled;
import io.belastbar.document.DocumentNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Times of an experiment, which are numbers of seconds. */
final class Seconds {
    private Seconds() {}

    /** Empty if it is none, which was told then. */
    static Optional<Duration> of(Reading reading, String where, DocumentNode node, Duration longest) {
        Optional<String> text = node.asName(reading.errors());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Filled filled = reading.values().fill(text.get());
        if (filled.open().isPresent()) {
            reading.impossible().open(where, node, filled.open().get());
            return Optional.empty();
        }
        try {
            BigDecimal seconds = new BigDecimal(filled.text().strip());
            if (seconds.signum() >= 0 && seconds.compareTo(BigDecimal.valueOf(longest.toSeconds())) <= 0) {
                return Optional.of(Duration.ofMillis(seconds.movePointRight(3).longValue()));
            }
        } catch (NumberFormatException none) {
            // Told below.
        }
        reading.errors().add(node, "must be a number of seconds, at least 0 and at most " + longest.toSeconds());
        return Optional.empty();
    }
}
