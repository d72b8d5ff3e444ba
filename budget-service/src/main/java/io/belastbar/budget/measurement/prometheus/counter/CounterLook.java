package io.belastbar.budget.measurement.prometheus.counter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The moments at which counters are looked at, backwards from now to behind the look before. Between two steps it is looked
 * several times: what a process served between a look and its restart is lost.
 *
 * @param fine from look to look
 * @param apart from step to step
 */
public record CounterLook(Instant from, Instant to, Duration fine, Duration apart) {

    /** Of a pause that is counted afterwards; longer ones have larger steps. */
    private static final int STEPS_MAX = 200;

    private static final int LOOKS_MAX = 500;
    private static final int LOOKS_A_STEP = 5;
    private static final long LOOK_MIN_MS = 1_000;

    /** @param before empty at the first look, which is only now */
    public static CounterLook of(Optional<Instant> before, Instant now, Duration every) {
        if (before.isEmpty()) {
            return new CounterLook(now, now, every, every);
        }
        var pause = Duration.between(before.get(), now);
        var steps = Math.clamp(Math.round((double) pause.toMillis() / every.toMillis()), 1, STEPS_MAX);
        var apart = pause.dividedBy(steps);
        var wanted = Math.max(apart.toMillis() / LOOKS_A_STEP, pause.toMillis() / LOOKS_MAX);
        var fine = Duration.ofMillis(Math.max(LOOK_MIN_MS, wanted));
        var looks = Math.max(0, pause.toMillis() - 1) / fine.toMillis();
        // Looks are not exactly where steps end.
        return new CounterLook(now.minus(fine.multipliedBy(looks)), now, fine, apart.minus(fine.dividedBy(2)));
    }
}
