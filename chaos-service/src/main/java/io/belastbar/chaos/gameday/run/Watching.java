package io.belastbar.chaos.gameday.run;

import io.belastbar.chaos.expectation.Looking;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.Situation;
import io.belastbar.chaos.gameday.machine.Happening;
import io.belastbar.chaos.gameday.machine.Seen;
import io.belastbar.chaos.runbook.Expected;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.FailureMapper;
import io.belastbar.report.Sentence;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Looks at expectations again and again, as long as they may take. Blocks; ends when it is interrupted. */
@ApplicationScoped
class Watching {
    private static final Logger LOG = Logger.getLogger(Watching.class);
    private static final long PAUSE_MS = 250;

    /** Behind the name of a detail: the same in German. */
    private static final String GERMAN = "@de";

    private final Looking looking;

    Watching(Looking looking) {
        this.looking = looking;
    }

    /** What came of it, and what was seen last. */
    record Found(Seen result, Map<String, String> details) {}

    /** Notes how things stand just before something is broken. */
    void before(ActiveGameDay day) throws InterruptedException {
        Situation situation = situation(day, day.now());
        for (Expected expected : day.runbook().everyExpectation().toList()) {
            looking.before(expected.expectation(), situation);
        }
    }

    /** Until it holds, cannot hold any more, or its time is over. */
    Found until(ActiveGameDay day, Expected expected, Instant since, Duration within) throws InterruptedException {
        Watched watched = new Watched(day, expected);
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            Observation seen = look(watched, since);
            boolean over = System.nanoTime() >= end;
            switch (seen.result()) {
                case HOLDS -> {
                    return found(Seen.MET, seen);
                }
                case VIOLATED -> {
                    return found(Seen.MISSED, seen);
                }
                case NOT_YET -> {
                    if (over) {
                        return found(Seen.MISSED, seen);
                    }
                }
                case UNKNOWN -> {
                    if (over) {
                        return found(Seen.UNKNOWN, seen);
                    }
                }
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    /** Until everything holds in one round, or the time is over. */
    Happening.Steady steady(ActiveGameDay day, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        Instant since = day.now();
        List<Watched> watched = day.runbook().steady().expectations().stream()
                .map(expected -> new Watched(day, expected))
                .toList();
        while (true) {
            Map<String, String> details = new HashMap<>();
            boolean all = true;
            for (Watched one : watched) {
                Observation seen = look(one, since);
                all &= seen.result() == Result.HOLDS;
                say(details, one.expected().name(), seen.result() + ": ", seen.measured());
            }
            if (all || System.nanoTime() >= end) {
                return new Happening.Steady(all, details);
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    /** Until it does not hold. What cannot be looked at ends nothing. */
    void stop(ActiveGameDay day, Expected condition) throws InterruptedException {
        Instant since = day.now();
        Watched watched = new Watched(day, condition);
        while (true) {
            Observation seen = look(watched, since);
            if (seen.result() == Result.VIOLATED || seen.result() == Result.NOT_YET) {
                day.tell(new Happening.StopConditionMet(
                        condition.name(), found(Seen.MISSED, seen).details()));
                return;
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    /** What somebody waits for. */
    private record Watched(ActiveGameDay day, Expected expected, Sight sight) {
        Watched(ActiveGameDay day, Expected expected) {
            this(day, expected, new Sight());
        }

        /** @param reason why it could not be looked at; empty: it could */
        void saw(Optional<String> reason) {
            sight.saw(reason, day.now()).ifPresent(change -> {
                if (change.lost()) {
                    LOG.warnf(
                            "expectation not looked at: gameDayId=%s expectation=%s reason=%s",
                            day.id(), expected.name(), change.reason());
                }
                day.tell(new Happening.SightChanged(expected.name(), change.lost(), change.reason()));
            });
        }
    }

    private Observation look(Watched watched, Instant since) throws InterruptedException {
        ActiveGameDay day = watched.day();
        try {
            Observation seen = looking.look(watched.expected().expectation(), situation(day, since));
            watched.saw(Optional.of(seen)
                    .filter(one -> one.result() == Result.UNKNOWN)
                    .map(one -> one.measured().english()));
            return seen;
        } catch (Await.Interrupted left) {
            throw new InterruptedException();
        } catch (RuntimeException failure) {
            // A look that fails says nothing of the system, and must not end the watch.
            String reason = FailureMapper.reason(failure);
            watched.saw(Optional.of(reason));
            return new Observation(Result.UNKNOWN, Sentence.verbatim(reason), Map.of());
        }
    }

    private static Situation situation(ActiveGameDay day, Instant since) {
        List<String> loads = day.loads();
        Optional<UUID> load = loads.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(loads.getLast()));
        return new Situation(day.system(), day.id(), since, day.now(), day.lastFault(), load);
    }

    private static Found found(Seen result, Observation seen) {
        Map<String, String> details = new HashMap<>(seen.details());
        say(details, "measured", "", seen.measured());
        return new Found(result, details);
    }

    /** Both languages are kept where they differ: whoever reads the record later chooses. */
    private static void say(Map<String, String> details, String name, String prefix, Sentence seen) {
        details.put(name, prefix + seen.english());
        if (!seen.german().equals(seen.english())) {
            details.put(name + GERMAN, prefix + seen.german());
        }
    }
}
