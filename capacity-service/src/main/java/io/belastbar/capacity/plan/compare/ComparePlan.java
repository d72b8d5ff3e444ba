package io.belastbar.capacity.plan.compare;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.HistoryRepository.Grid;
import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.limit.catalogue.Catalogue;
import io.belastbar.capacity.limit.catalogue.NameIndex;
import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.check.PlanWarning;
import io.belastbar.capacity.plan.compare.ComparedFigure.Measured;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.ProjectionRepository;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares a plan with its system's history and forecasts. Blocks: for virtual threads. */
@ApplicationScoped
public class ComparePlan {
    private static final int WITHIN_DAYS = 7;

    private final HistoryRepository history;
    private final ProjectionRepository projections;

    ComparePlan(HistoryRepository history, ProjectionRepository projections) {
        this.history = history;
        this.projections = projections;
    }

    /** Each figure of the plan, in its order. */
    public List<ComparedFigure> compare(String system, CapacityPlan plan, LocalDate today) {
        Map<String, StoredSeries> series = new LinkedHashMap<>();
        Await.of(history.list(system)).forEach(one -> series.put(one.metric(), one));
        Map<String, Projection> newest = Await.of(projections.latest(system)).stream()
                .collect(Collectors.toMap(Projection::metric, Function.identity(), (one, other) -> one));
        NameIndex seriesNames = Catalogue.own().index(series.keySet());
        NameIndex projectionNames = Catalogue.own().index(newest.keySet());
        return plan.figures().stream()
                .map(figure -> compare(
                        figure,
                        seriesNames.find(figure.metric()).map(series::get),
                        projectionNames.find(figure.metric()).map(newest::get),
                        today))
                .toList();
    }

    /** The limits that cannot be held against their series, whose unit measures something else. */
    public List<PlanWarning> unitsThatDiffer(String system, CapacityPlan plan) {
        Map<String, StoredSeries> series = new LinkedHashMap<>();
        Await.of(history.list(system)).forEach(one -> series.put(one.metric(), one));
        NameIndex names = Catalogue.own().index(series.keySet());
        return plan.limits().stream()
                .flatMap(limit -> names.find(limit.metric()).map(series::get).stream()
                        .filter(one -> Units.convert(limit.value(), limit.unit(), one.unit())
                                .isEmpty())
                        .map(one -> new PlanWarning(
                                PlanWarning.Kind.UNIT_DIFFERS, limit.at(), ComparisonSentences.otherUnit(limit, one))))
                .toList();
    }

    private ComparedFigure compare(
            PlannedFigure figure, Optional<StoredSeries> series, Optional<Projection> projection, LocalDate today) {
        return new CompareFigure(figure, series.orElse(null), projection.orElse(null))
                .at(today, day -> series.flatMap(one -> measured(one, day)));
    }

    /** The most of the last day with a value, within a week before the end of a day. */
    private Optional<Measured> measured(StoredSeries series, LocalDate day) {
        Instant end = CompareFigure.endOf(day, series.zone());
        if (series.first() == null || !series.first().isBefore(end)) {
            return Optional.empty();
        }
        Instant begin = CompareFigure.endOf(day.minusDays(WITHIN_DAYS), series.zone());
        Grid grid = Await.of(history.read(series, begin, end, Duration.ofDays(1), Measure.MAXIMUM));
        for (int i = grid.values().length - 1; i >= 0; i--) {
            Instant at = grid.start().plus(grid.step().multipliedBy(i));
            // The day after may be in the grid as well.
            if (at.isBefore(end) && !Double.isNaN(grid.values()[i])) {
                return Optional.of(new Measured(at, grid.values()[i]));
            }
        }
        return Optional.empty();
    }
}
