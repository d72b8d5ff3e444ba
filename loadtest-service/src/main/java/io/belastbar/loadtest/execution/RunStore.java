package io.belastbar.loadtest.execution;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.FailureMapper;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.result.SecondSeries;
import io.belastbar.load.verdict.RunEnding.Early;
import io.belastbar.loadtest.run.RunJournal;
import io.belastbar.loadtest.run.RunOutcome;
import io.belastbar.loadtest.run.RunResultRepository;
import io.belastbar.loadtest.run.RunShape;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRun.RunOrders;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.loadtest.run.Unstored;
import io.belastbar.report.Sentence;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The journal as a run sees it: waits for PostgreSQL, but not for ever. It fails only where another attempt would not
 * help, because PostgreSQL refuses what is to be stored. For virtual threads.
 */
@ApplicationScoped
public class RunStore {

    private static final Logger LOG = Logger.getLogger(RunStore.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long PAUSE_MS = 500;
    private static final long NOTE_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final TestRunRepository runs;
    private final RunJournal journal;
    private final RunResultRepository results;
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile long lastNotedNanos;
    private volatile long giveUpAtNanos = System.nanoTime() + Long.MAX_VALUE / 2;

    RunStore(TestRunRepository runs, RunJournal journal, RunResultRepository results) {
        this.runs = runs;
        this.journal = journal;
        this.results = results;
    }

    /** What people want of the run; empty if PostgreSQL did not answer. */
    private Optional<RunOrders> heartbeat(TestRun run, Instant at) {
        return attempt(runs.heartbeat(run.id(), at, run.startedAt()));
    }

    /**
     * The heartbeat, and now and then what was measured with its event; follows what people want of the run. False if
     * PostgreSQL did not take it.
     */
    boolean keepState(ActiveRun active, Instant at, boolean withEvent) {
        Optional<RunOrders> beat = heartbeat(active.run(), at);
        beat.ifPresent(active::obey);
        if (beat.isEmpty() || !withEvent) {
            return beat.isPresent();
        }
        Unstored unstored = active.log().unstored();
        boolean stored = progress(active.run(), unstored);
        if (stored) {
            active.log().stored(unstored);
        }
        return stored;
    }

    private boolean progress(TestRun run, Unstored unstored) {
        return unstored.isEmpty()
                || attempt(journal.progress(run, unstored).replaceWith(true)).isPresent();
    }

    /** Says what the run is going to measure, so that its seconds can be read even if its instance dies. */
    boolean shape(TestRun run, RunShape shape) {
        return attempt(journal.shape(run, shape).replaceWith(true)).isPresent();
    }

    /** What is stored of a run that nobody runs any more; empty if PostgreSQL did not answer. */
    Optional<RunOutcome> lost(UUID runId, Instant at, Early why) {
        Uni<Optional<RunShape>> shape = results.shape(runId);
        Uni<SecondSeries> seconds = results.seconds(runId);
        Uni<List<FailureCause>> failures = results.failures(runId);
        return attempt(Uni.combine().all().unis(shape, seconds, failures).asTuple())
                .flatMap(stored -> passing(
                        () -> RunOutcome.lost(at, why, stored.getItem1(), stored.getItem2(), stored.getItem3())));
    }

    /**
     * Tries until it is stored, or the service has to stop. A result that PostgreSQL refuses gives way
     * to the reason.
     */
    StoredEnd finishUntilStored(TestRun run, RunOutcome outcome, Unstored unstored) {
        try {
            return untilStored(() -> journal.finish(run, outcome, unstored));
        } catch (RuntimeException hopeless) {
            LOG.errorf(hopeless, "The result of a test run cannot be stored: runId=%s", run.id());
            return untilStored(
                    () -> journal.abandon(run.id(), without(outcome.finishedAt(), FailureMapper.reason(hopeless))));
        }
    }

    private StoredEnd untilStored(Supplier<Uni<Boolean>> action) {
        while (true) {
            Optional<Boolean> stored = attempt(action.get());
            if (stored.isPresent()) {
                return stored.get() ? StoredEnd.STORED : StoredEnd.ENDED_BEFORE;
            }
            if (System.nanoTime() - giveUpAtNanos >= 0 || !pause()) {
                return StoredEnd.NOT_STORED;
            }
        }
    }

    /** Tries again for this long, then answers the fallback. */
    <T> T attemptFor(Duration patience, Supplier<Uni<T>> action, T fallback) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> answer = attempt(action.get());
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() >= end || !pause()) {
                return fallback;
            }
        }
    }

    /** From now on nobody may wait longer than this for PostgreSQL. */
    void giveUpAfter(Duration patience) {
        giveUpAtNanos = System.nanoTime() + patience.toNanos();
    }

    /** Ends a run for a reason that another attempt would not change; false while PostgreSQL is away. */
    boolean abandon(UUID run, Instant at, String reason) {
        return attempt(journal.abandon(run, without(at, reason))).isPresent();
    }

    private static RunOutcome without(Instant at, String reason) {
        Sentence detail = new Sentence(
                "The run or its result could not be stored: " + reason + ".",
                "Der Lauf oder sein Ergebnis ließ sich nicht speichern: " + reason + ".");
        return RunOutcome.unstarted(at, new Early(detail));
    }

    /** Empty if PostgreSQL is away or did not answer in time; fails where it refuses. */
    public <T> Optional<T> attempt(Uni<T> action) {
        return passing(() -> Await.of(action, PATIENCE));
    }

    private <T> Optional<T> passing(Supplier<T> action) {
        Optional<T> answer = Optional.empty();
        try {
            answer = Optional.of(action.get());
        } catch (RuntimeException failure) {
            if (!FailureMapper.isPassing(failure)) {
                throw failure;
            }
            noteOutage(failure);
        }
        if (answer.isPresent() && away.compareAndSet(true, false)) {
            LOG.info("PostgreSQL takes the state of runs again");
        }
        return answer;
    }

    /** One line an outage, and one each minute that it lasts: not one an attempt. */
    private void noteOutage(Throwable failure) {
        long now = System.nanoTime();
        if (away.compareAndSet(false, true) || now - lastNotedNanos > NOTE_EVERY_NANOS) {
            lastNotedNanos = now;
            LOG.warnf("PostgreSQL takes no state of runs; trying again until it does: %s", failure.toString());
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MS);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
