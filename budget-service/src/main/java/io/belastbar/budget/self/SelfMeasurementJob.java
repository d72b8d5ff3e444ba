package io.belastbar.budget.self;

import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;

/**
 * Measures what we promise of ourselves: the share of reads that callers knew already. A value for each minute in which
 * there were enough reads, as a measurement of the system {@code belastbar.budget.self-system}.
 */
@ApplicationScoped
class SelfMeasurementJob {

    private static final String READS = "belastbar.http.etag.reads";
    private static final Subject CACHE = new Subject(SubjectKind.CACHE, "budget-service", "http-etag");

    private final Pool pool;
    private final SeriesRepository series;
    private final MeterRegistry metrics;
    private final BudgetConfig config;
    private final Clock clock = Clock.systemUTC();
    private HitCount before = new HitCount(0, 0);

    SelfMeasurementJob(Pool pool, SeriesRepository series, MeterRegistry metrics, BudgetConfig config) {
        this.pool = pool;
        this.series = series;
        this.metrics = metrics;
        this.config = config;
    }

    @Scheduled(
            every = "{belastbar.budget.self-interval}",
            delayed = "{belastbar.budget.self-interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        var hits = count("hit");
        var now = new HitCount(hits, hits + count("miss"));
        var ratio = now.ratioSince(before);
        if (ratio.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var reads = now.readsSince(before);
        before = now;
        var key = new SeriesKey(
                config.selfSystem(), CACHE, new Metric(Measure.HIT_RATIO, Statistic.NONE).text(), SeriesKey.MEASURED);
        var point = new SeriesPoint(clock.instant(), ratio.get(), reads, SeriesPoint.POSTED, null, Map.of());
        return series.append(pool, key, point).replaceWithVoid();
    }

    private double count(String result) {
        var counter = metrics.find(READS).tag("result", result).counter();
        return counter == null ? 0 : counter.count();
    }
}
