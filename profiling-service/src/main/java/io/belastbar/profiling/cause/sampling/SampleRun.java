package io.belastbar.profiling.cause.sampling;

import io.belastbar.jobs.Await;
import io.belastbar.profiling.cause.attribution.CounterSample;
import io.belastbar.profiling.cause.attribution.CounterSample.Counted;
import io.belastbar.profiling.cause.run.RunTimesRepository;
import io.belastbar.profiling.database.StatementView;
import io.belastbar.profiling.database.TargetDatabaseClient;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.ObservedRoles;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Looks again and again, while a run lasts, at what its system's database and service count. Blocks, for as long. */
@ApplicationScoped
class SampleRun {
    private static final Logger LOG = Logger.getLogger(SampleRun.class);
    private static final Duration LONGEST_RUN = Duration.ofHours(24);

    /** After so many looks the pause between two doubles: a day's run gets no more than about two thousand. */
    private static final int BEFORE_SLOWER = 400;

    private final RunTimesRepository runTimes;
    private final CounterSampleRepository samples;
    private final TargetDatabaseClient databases;
    private final SystemMetricsClient pages;
    private final TargetRegistry targets;
    private final Clock clock = Clock.systemUTC();

    SampleRun(
            RunTimesRepository runTimes,
            CounterSampleRepository samples,
            TargetDatabaseClient databases,
            SystemMetricsClient pages,
            TargetRegistry targets) {
        this.runTimes = runTimes;
        this.samples = samples;
        this.databases = databases;
        this.pages = pages;
        this.targets = targets;
    }

    /**
     * Until the run has ended.
     *
     * @throws io.belastbar.profiling.database.TargetUnavailable when the database does not answer
     */
    void sample(String runId, SystemDescription system, Duration pause) {
        var database = system.database();
        if (database.isPresent()) {
            ObservedRoles observed = targets.require(database.get()).observed();
            databases.ask(database.get(), session -> {
                Optional<StatementView> view = StatementView.of(session);
                look(runId, system, pause, now -> view.map(found -> StatementCounts.take(found, session, observed, now))
                        .orElseGet(() -> nothing(now)));
                return null;
            });
        } else if (system.metrics().isPresent()) {
            look(runId, system, pause, SampleRun::nothing);
        }
    }

    /** Of a system without a database, or one that counts no statements. */
    private static StatementCounts nothing(Instant now) {
        return new StatementCounts(now, Map.of());
    }

    private void look(
            String runId, SystemDescription system, Duration pause, Function<Instant, StatementCounts> statements) {
        List<CounterSample> known = Await.of(samples.samples(runId));
        Map<String, Counted> before =
                known.isEmpty() ? Map.of() : known.getLast().counted();
        Instant end = clock.instant().plus(LONGEST_RUN);
        int position = known.size();
        boolean ended;
        do {
            // Asked first, so that one more look follows the end.
            ended = Await.of(runTimes.hasEnded(runId)) || clock.instant().isAfter(end);
            CounterSample sample = taken(system, statements.apply(clock.instant()));
            Await.of(samples.insert(runId, position++, Changes.since(before, sample)));
            before = sample.counted();
        } while (!ended && rested(pause.multipliedBy(1L << Math.min(10, position / BEFORE_SLOWER))));
    }

    private CounterSample taken(SystemDescription system, StatementCounts statements) {
        Map<String, Counted> counted = new HashMap<>(statements.counted());
        try {
            counted.putAll(pages.counted(system));
        } catch (IOException away) {
            LOG.debugf("Page of metrics away: system=%s reason=%s", system.system(), away.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return new CounterSample(statements.takenAt(), counted);
    }

    /** False when the thread is to end. */
    private static boolean rested(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
