package io.belastbar.examples.insurer.behaviour;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Holds the current behaviour and lets go of it by itself: a setting counts until its time limit, then the healthy
 * one counts again, even if whoever set it has died. Pure; the time is an argument.
 */
public final class DeadManSwitch {
    /** No setting outlives this. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private record Setting(Behaviour behaviour, Instant expiresAt) {}

    private final Behaviour healthy;
    private volatile Optional<Setting> setting = Optional.empty();

    public DeadManSwitch(Behaviour healthy) {
        this.healthy = healthy;
    }

    /** @throws InvalidBehaviour when the limit is not positive or longer than {@link #LONGEST} */
    public void set(Behaviour behaviour, Duration limit, Instant now) {
        if (limit.isNegative() || limit.isZero() || limit.compareTo(LONGEST) > 0) {
            throw new InvalidBehaviour(List.of("expiresAfterMs should be between 1 and %d: was %d"
                    .formatted(LONGEST.toMillis(), limit.toMillis())));
        }
        setting = Optional.of(new Setting(behaviour, now.plus(limit)));
    }

    public void reset() {
        setting = Optional.empty();
    }

    public Behaviour healthy() {
        return healthy;
    }

    public Behaviour at(Instant now) {
        return inForce(now).map(Setting::behaviour).orElse(healthy);
    }

    /** When the current setting lets go; empty while the insurer is healthy. */
    public Optional<Instant> expiresAt(Instant now) {
        return inForce(now).map(Setting::expiresAt);
    }

    private Optional<Setting> inForce(Instant now) {
        return setting.filter(s -> now.isBefore(s.expiresAt()));
    }
}
