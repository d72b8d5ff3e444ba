package io.belastbar.chaos.gameday.run;

import io.belastbar.chaos.expectation.Expectation;
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
    Found until(ActiveGameDay day, Expectation expectation, Instant since, Duration within)
            throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            Observation seen = look(day, expectation, since);
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
        while (true) {
            Map<String, String> details = new HashMap<>();
            boolean all = true;
            for (Expected expected : day.runbook().steady().expectations()) {
                Observation seen = look(day, expected.expectation(), since);
                all &= seen.result() == Result.HOLDS;
                say(details, expected.name(), seen.result() + ": ", seen.measured());
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
        while (true) {
            Observation seen = look(day, condition.expectation(), since);
            if (seen.result() == Result.VIOLATED || seen.result() == Result.NOT_YET) {
                day.tell(new Happening.StopConditionMet(
                        condition.name(), found(Seen.MISSED, seen).details()));
                return;
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    private Observation look(ActiveGameDay day, Expectation expectation, Instant since) throws InterruptedException {
        try {
            return looking.look(expectation, situation(day, since));
        } catch (Await.Interrupted left) {
            throw new InterruptedException();
        } catch (RuntimeException failure) {
            // A look that fails says nothing of the system, and must not end the watch.
            LOG.warnf(failure, "expectation not looked at: gameDayId=%s type=%s", day.id(), expectation.type());
            String reason = FailureMapper.reason(failure);
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
