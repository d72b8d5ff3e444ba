package io.belastbar.chaos.gameday.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether something can be looked at. That it cannot, or can again, is told once, however often it is looked at. */
final class Sight {
    /** What comes and goes is not told each time. */
    static final Duration QUIET = Duration.ofSeconds(10);

    private Optional<Instant> lostAt = Optional.empty();
    private Instant quietUntil = Instant.MIN;

    /**
     * A change that is to be told.
     *
     * @param lost whether it cannot be looked at any more
     * @param reason why not
     */
    record Change(boolean lost, String reason) {}

    /** @param reason why it could not be looked at; empty: it could */
    Optional<Change> saw(Optional<String> reason, Instant now) {
        if (reason.isPresent() == lostAt.isPresent()) {
            return Optional.empty();
        }
        if (reason.isPresent() && now.isBefore(quietUntil)) {
            return Optional.empty();
        }
        quietUntil = now.plus(QUIET);
        lostAt = reason.map(why -> now);
        return Optional.of(new Change(reason.isPresent(), reason.orElse("")));
    }
}
