package io.belastbar.chaos.record;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Deletes records five years after their last entry; the database refuses any earlier removal. */
@ApplicationScoped
class RecordRetentionJob implements WorkHandler<Void> {
    private static final Logger LOG = Logger.getLogger(RecordRetentionJob.class);
    private static final Duration EVERY = Duration.ofHours(12);
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5),
                    new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofMinutes(1), EVERY)))
            .poll(Duration.ofMinutes(10));
    private static final int YEARS = 5;
    private static final int DAYS_GRACE = 2;
    private static final int GAME_DAYS_AT_ONCE = 20;

    private final RecordRepository records;
    private final InstantSource clock;

    @Inject
    RecordRetentionJob(RecordRepository records) {
        this(records, InstantSource.system());
    }

    RecordRetentionJob(RecordRepository records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(workers.queue("record-retention", PayloadFormat.NONE), TERMS, this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) {
        removeOld();
        return new Outcome.Again(EVERY);
    }

    void removeOld() {
        // Later than the trigger's own limit, by the difference that two clocks may have.
        Instant before = clock.instant()
                .atOffset(ZoneOffset.UTC)
                .minusYears(YEARS)
                .minusDays(DAYS_GRACE)
                .toInstant();
        int deleted;
        do {
            deleted = Await.of(records.prune(before, GAME_DAYS_AT_ONCE));
            if (deleted > 0) {
                LOG.infof("old records deleted: gameDays=%d", deleted);
            }
        } while (deleted > 0);
    }
}
