package io.belastbar.examples.behaviour;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Holds the current behaviour and lets go of it by itself: a setting counts until its time limit, then the healthy
 * one counts again, even if whoever set it has died. Pure; the time is an argument.
 *
 * <p>A setting may carry a token. A reset that names it takes back that setting only, and refuses it from then on: a
 * command that was under way while it was taken back comes too late.
 */
public final class DeadManSwitch {
    /** No setting outlives this. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final int TOKENS_MAX = 10_000;

    private record Setting(Behaviour behaviour, double share, Optional<String> token, Instant expiresAt) {}

    private final Behaviour healthy;
    private final Set<String> takenBack = new LinkedHashSet<>();
    private volatile Optional<Setting> setting = Optional.empty();

    public DeadManSwitch(Behaviour healthy) {
        this.healthy = healthy;
    }

    /**
     * Replaces the setting before.
     *
     * @throws InvalidBehaviour when the limit is not positive or longer than {@link #LONGEST}
     * @throws LateCommand when its token was taken back, or its time is over
     */
    public synchronized void set(ControlDocument wanted, Instant now) {
        Duration limit = wanted.limit();
        if (limit.isNegative() || limit.isZero() || limit.compareTo(LONGEST) > 0) {
            throw new InvalidBehaviour(List.of("expiresAfterMs should be between 1 and %d: was %d"
                    .formatted(LONGEST.toMillis(), limit.toMillis())));
        }
        if (wanted.token().filter(takenBack::contains).isPresent()) {
            throw new LateCommand(
                    "token %s was taken back".formatted(wanted.token().get()));
        }
        Instant end = wanted.notAfter().filter(now.plus(limit)::isAfter).orElse(now.plus(limit));
        if (!end.isAfter(now)) {
            throw new LateCommand("notAfter should be in the future: was %s".formatted(end));
        }
        setting = Optional.of(new Setting(wanted.behaviour(), wanted.share(), wanted.token(), end));
    }

    /** Heals at once, whoever made it ill. */
    public synchronized void reset() {
        setting.flatMap(Setting::token).ifPresent(this::refuse);
        setting = Optional.empty();
    }

    /** Takes back what has this token, now and whenever it comes; a setting of another token, or of none, stays. */
    public synchronized void reset(String token) {
        refuse(token);
        setting = setting.filter(s -> !s.token().equals(Optional.of(token)));
    }

    private void refuse(String token) {
        // The eldest go: nobody repeats a command ten thousand faults later.
        if (takenBack.add(token) && takenBack.size() > TOKENS_MAX) {
            takenBack.remove(takenBack.iterator().next());
        }
    }

    public Behaviour healthy() {
        return healthy;
    }

    public Behaviour at(Instant now) {
        return inForce(now).map(Setting::behaviour).orElse(healthy);
    }

    /** Decides the fate of one call that comes now. */
    public Outcome next(Instant now, RandomGenerator random) {
        // Nothing is drawn when all calls are meant: a seed gives the fates that it always gave.
        return inForce(now)
                .filter(ill -> ill.share() == 1 || random.nextDouble() < ill.share())
                .map(Setting::behaviour)
                .orElse(healthy)
                .next(random);
    }

    /** The share of calls that the current setting is for; 1 while healthy. */
    double share(Instant now) {
        return inForce(now).map(Setting::share).orElse(1.0);
    }

    /** When the current setting lets go; empty while the system is healthy. */
    public Optional<Instant> expiresAt(Instant now) {
        return inForce(now).map(Setting::expiresAt);
    }

    /** Whose setting is in force; empty while healthy, or when nobody's. */
    Optional<String> token(Instant now) {
        return inForce(now).flatMap(Setting::token);
    }

    private Optional<Setting> inForce(Instant now) {
        return setting.filter(s -> now.isBefore(s.expiresAt()));
    }
}
