package io.belastbar.profiling.metric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.profiling.ProfilingConfig;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Measures each system's database once per interval, by one replica, and posts what it measured to budget-service. An item of
 * the queue is a system; it carries the reading before. The item {@value #SWEEP} finds systems that are new. What cannot be
 * read or posted is told and left out: the next interval measures anew.
 */
@ApplicationScoped
public class DatabaseMetricsJob implements WorkHandler<String> {
    private static final Logger LOG = Logger.getLogger(DatabaseMetricsJob.class);
    private static final String SWEEP = "*";
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int AT_ONCE_MAX = 4;
    private static final RetryPolicy RETRY =
            new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofSeconds(10), Duration.ofMinutes(10)));

    private final DescribedSystems systems;
    private final MeasureDatabase measure;
    private final Pool pool;
    private final ObjectMapper json;
    private final ProfilingConfig config;
    private LeasedWork<String> work;

    DatabaseMetricsJob(
            DescribedSystems systems, MeasureDatabase measure, Pool pool, ObjectMapper json, ProfilingConfig config) {
        this.systems = systems;
        this.measure = measure;
        this.pool = pool;
        this.json = json;
        this.config = config;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        work = workers.queue("database-metrics", new PayloadFormat<>(Function.identity(), Function.identity()));
        if (config.metricsInterval().isZero()) {
            return;
        }
        Await.of(pool.withTransaction(transaction -> work.enqueue(transaction, SWEEP, null)));
        workers.start(work, WorkTerms.leased(LEASE, RETRY).places(AT_ONCE_MAX), this);
    }

    @Override
    public Outcome handle(HeldWork<String> held) {
        return held.item().equals(SWEEP) ? sweep() : measure(held);
    }

    /** What is there already stays as it is. */
    private Outcome sweep() {
        List<String> all = Await.of(systems.ids());
        Await.of(pool.withTransaction(transaction -> {
            Uni<Void> added = Uni.createFrom().voidItem();
            for (String system : all) {
                added = added.chain(() -> work.enqueue(transaction, system, null));
            }
            return added;
        }));
        return new Outcome.Again(config.metricsInterval());
    }

    private Outcome measure(HeldWork<String> held) {
        Optional<String> target = Await.of(systems.description(held.item())).flatMap(SystemDescription::database);
        if (target.isEmpty()) {
            return Outcome.DONE;
        }
        DatabaseReading before = before(held.payload());
        String next = measure.measure(held.item(), target.get(), before)
                .map(this::written)
                .orElse(null);
        Instant due = Instant.now().plus(config.metricsInterval());
        Await.of(pool.withTransaction(transaction -> work.again(transaction, held, next, due)));
        return Outcome.DONE;
    }

    /** A reading of a version that wrote it otherwise is none. */
    private DatabaseReading before(String payload) {
        if (payload == null) {
            return null;
        }
        try {
            return json.readValue(payload, DatabaseReading.class);
        } catch (JsonProcessingException other) {
            LOG.infof("The reading before cannot be read, and is left out: reason=%s", other.getOriginalMessage());
            return null;
        }
    }

    private String written(DatabaseReading reading) {
        try {
            return json.writeValueAsString(reading);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a reading is plain data", impossible);
        }
    }
}
