package io.belastbar.local.supervision;

import io.belastbar.local.supervision.ChildState.Held;
import io.belastbar.local.supervision.ChildState.Running;
import io.belastbar.local.supervision.ChildState.Starting;
import io.belastbar.local.supervision.ChildState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides which child is started when. One that has ended, or could not be started, is tried again after a delay that
 * doubles up to {@link #DELAY_MAX} and is the first one again after {@link #STEADY_AFTER} of life; there is no last try.
 * While a child that it needs is away, it waits for that one instead, and no try is counted. Pure; the caller acts.
 */
final class Supervision {
    static final Duration DELAY_MAX = Duration.ofSeconds(15);
    static final Duration STEADY_AFTER = Duration.ofSeconds(30);
    /** More than any child takes to say by itself that it is not ready. */
    static final Duration START_MAX = Duration.ofSeconds(150);

    private static final Map<String, String> TITLES =
            Map.of("postgresql", "PostgreSQL", "kafka", "Kafka", "redis", "Redis");

    private final Duration firstDelay;
    private final Map<String, Life> lives = new LinkedHashMap<>();

    /** What is remembered of one child. */
    private static final class Life {
        private final SupervisedChild child;
        private ChildState state = new Waiting("for its first start", Instant.MIN);
        /** Starts since it was last steady; the very first start is none of them. */
        private int tries = -1;

        private Life(SupervisedChild child) {
            this.child = child;
        }

        /** They may change: who follows a primary needs the one that is it now. */
        private List<String> needs() {
            return child.needs();
        }
    }

    /** @param firstDelay before the first of several tries */
    Supervision(Collection<? extends SupervisedChild> children, Duration firstDelay) {
        this.firstDelay = firstDelay;
        children.forEach(child -> lives.put(child.name(), new Life(child)));
    }

    /** Takes note of who has ended. */
    void look(Predicate<String> alive, Instant now) {
        lives.forEach((name, life) -> {
            if (life.state instanceof Running running && !alive.test(name)) {
                ended(name, life, running, now);
            }
        });
    }

    /** The children to be started now; the caller reports how each start went. */
    List<String> due(Instant now) {
        var due = new ArrayList<String>();
        lives.forEach((name, life) -> {
            if (life.state instanceof Waiting waiting && isDue(life, waiting, now)) {
                life.tries++;
                life.state = new Starting(now);
                due.add(name);
            }
        });
        return due;
    }

    /** The children whose start hangs; said once in every {@link #START_MAX}. */
    List<String> hanging(Instant now) {
        var hanging = new ArrayList<String>();
        lives.forEach((name, life) -> {
            if (life.state instanceof Starting starting
                    && !now.isBefore(starting.since().plus(START_MAX))) {
                life.state = new Starting(now);
                hanging.add(name);
            }
        });
        return hanging;
    }

    void ready(String name, Instant now) {
        var life = lives.get(name);
        if (life.state instanceof Starting) {
            life.state = new Running(now);
        }
    }

    /** Nobody starts it any more, and its end means nothing, until it is released. */
    void hold(String name, String reason) {
        lives.get(name).state = new Held(reason);
    }

    /** Ends {@link #hold}: one that has ended meanwhile is due at once, and no try is counted. */
    void release(String name, boolean alive, Instant now) {
        var life = lives.get(name);
        if (life.state instanceof Held held) {
            life.tries = -1;
            life.state = alive ? new Running(now) : new Waiting(held.reason(), now);
        }
    }

    /** A start that failed counts as a try only if all that the child needs was there from its beginning to its end. */
    void failed(String name, String reason, Instant now) {
        var life = lives.get(name);
        if (!(life.state instanceof Starting starting)) {
            return;
        }
        var since = starting.since();
        boolean hadAll = life.needs().stream()
                .allMatch(need -> lives.get(need).state instanceof Running running
                        && !running.since().isAfter(since));
        if (!hadAll) {
            life.tries--;
        }
        life.state = new Waiting(reason, hadAll ? now.plus(delay(life.tries)) : now);
    }

    ChildState state(String name) {
        return lives.get(name).state;
    }

    private void ended(String name, Life life, Running running, Instant now) {
        if (!now.isBefore(running.since().plus(STEADY_AFTER))) {
            life.tries = 0;
        }
        life.state = new Waiting(name + " " + life.child.fate(), now.plus(delay(life.tries)));
    }

    private boolean isDue(Life life, Waiting waiting, Instant now) {
        Optional<String> away = life.needs().stream()
                .filter(need -> !(lives.get(need).state instanceof Running))
                .findFirst();
        if (away.isPresent()) {
            life.state = new Waiting("for " + TITLES.getOrDefault(away.get(), away.get()), null);
            return false;
        }
        return waiting.nextTry() == null || !now.isBefore(waiting.nextTry());
    }

    private Duration delay(int tries) {
        Duration longest = firstDelay.compareTo(DELAY_MAX) > 0 ? firstDelay : DELAY_MAX;
        Duration delay = firstDelay;
        for (int i = 0; i < tries && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longest) > 0 ? longest : delay;
    }
}
