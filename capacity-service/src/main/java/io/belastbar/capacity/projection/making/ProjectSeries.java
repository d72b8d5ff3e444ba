package io.belastbar.capacity.projection.making;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.ProjectionRemark;
import io.belastbar.capacity.projection.ProjectionRepository;
import io.belastbar.forecasting.Forecasting;
import io.belastbar.forecasting.Outlook;
import io.belastbar.forecasting.selection.Methods;
import io.belastbar.jobs.Await;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries a stored series on and keeps the projection. Methods are compared when that is due ({@link KeptChoice}); else the one that was
 * chosen before carries it on. Computes and waits: never on an event loop.
 */
@ApplicationScoped
public class ProjectSeries {
    /** As far ahead as anybody plans; the data seldom reach that far. */
    private static final Duration AHEAD = Duration.ofDays(730);
    /** A series that is measured by the hour is late after this, and so is one by the day. */
    private static final Duration STALE_MIN = Duration.ofDays(2);

    private final Pool pool;
    private final ReadPast past;
    private final ChoiceRepository choices;
    private final ProjectionRepository projections;
    private final HistoryRepository history;

    ProjectSeries(
            Pool pool,
            ReadPast past,
            ChoiceRepository choices,
            ProjectionRepository projections,
            HistoryRepository history) {
        this.pool = pool;
        this.past = past;
        this.choices = choices;
        this.projections = projections;
        this.history = history;
    }

    /**
     * The projection, which is kept too.
     *
     * @param limits of the system; those of other metrics, or in a unit that is not the series', count for nothing
     * @param at when it counts as made: the same moment again changes nothing
     * @return empty of a series without a value
     */
    public Optional<Projection> project(StoredSeries series, List<MetricLimit> limits, Instant at) {
        List<MetricLimit> own = limits.stream()
                .filter(limit ->
                        limit.metric().equals(series.metric()) && limit.unit().equalsIgnoreCase(series.unit()))
                .toList();
        Measure measure = ProjectionOfOutlook.isLowerWorse(own) ? Measure.MINIMUM : Measure.MAXIMUM;
        return past.of(series, measure).map(measured -> project(series, measured, own, at));
    }

    private Projection project(StoredSeries series, MeasuredSeries measured, List<MetricLimit> limits, Instant at) {
        Carried carried = carry(series, measured, at);
        Projection projection = ProjectionOfOutlook.of(
                series, measured, carried.outlook(), carried.kept(), limits, known(series, measured, at), at);
        Await.of(pool.withTransaction(tx -> projections.store(tx, projection)));
        return projection;
    }

    private record Carried(Outlook outlook, KeptChoice kept) {}

    private Carried carry(StoredSeries series, MeasuredSeries measured, Instant at) {
        Optional<KeptChoice> kept = Await.of(choices.find(series.system(), series.metric()))
                .filter(choice -> choice.serves(measured, series.metric(), at)
                        && isKnown(choice.choice().method()));
        if (kept.isPresent()) {
            Outlook outlook =
                    Forecasting.carryOn(measured.values(), AHEAD, kept.get().choice());
            if (!kept.get().isOvertakenBy(outlook.remarks())) {
                return new Carried(outlook, kept.get());
            }
        }
        Outlook outlook = Forecasting.select(measured.values(), AHEAD);
        KeptChoice chosen = new KeptChoice(
                outlook.choice(),
                at,
                measured.values().step(),
                measured.measure(),
                KeptChoice.lastChange(outlook.remarks()));
        Await.of(choices.store(series.system(), series.metric(), chosen));
        return new Carried(outlook, chosen);
    }

    /** A method that another version chose may not be one of this. */
    private static boolean isKnown(String method) {
        try {
            return Methods.byName(method) != null;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    private List<ProjectionRemark> known(StoredSeries series, MeasuredSeries measured, Instant at) {
        List<ProjectionRemark> known = new ArrayList<>();
        if (series.kind() == SeriesKind.COUNTER) {
            Await.of(history.resets(series, measured.values().start()))
                    .map(resets -> new ProjectionRemark.CounterReset(resets.times(), resets.last()))
                    .ifPresent(known::add);
        }
        Duration step = measured.values().step().multipliedBy(2);
        Duration allowed = step.compareTo(STALE_MIN) > 0 ? step : STALE_MIN;
        if (series.last().plus(allowed).isBefore(at)) {
            known.add(new ProjectionRemark.Stale(series.last()));
        }
        return known;
    }
}
