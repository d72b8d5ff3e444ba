package io.belastbar.local.supervision;

import java.time.Duration;
import java.time.Instant;

/** How a child is, by the clock of its supervision. */
public sealed interface ChildState {

    /** @param nextTry null while it waits for another child: it is tried at once when that is back */
    record Waiting(String reason, Instant nextTry) implements ChildState {
        public String text(Instant now) {
            if (nextTry == null) {
                return reason + "; next try when it is back";
            }
            Duration left = nextTry.isAfter(now) ? Duration.between(now, nextTry) : Duration.ZERO;
            return "%s; next try in %d s".formatted(reason, (left.toMillis() + 999) / 1000);
        }
    }

    record Starting(Instant since) implements ChildState {}

    record Running(Instant since) implements ChildState {}

    /** It is left alone, whether it lives or not, until it is released. */
    record Held(String reason) implements ChildState {}
}
