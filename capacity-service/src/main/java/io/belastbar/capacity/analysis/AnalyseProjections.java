package io.belastbar.capacity.analysis;

import io.belastbar.capacity.analysis.CapacityAnalysis.Failure;
import io.belastbar.capacity.analysis.CapacityAnalysis.LimitLine;
import io.belastbar.capacity.analysis.CapacityAnalysis.QueryLatency;
import io.belastbar.capacity.analysis.CapacityAnalysis.Recommendation;
import io.belastbar.capacity.analysis.CapacityAnalysis.Resource;
import io.belastbar.capacity.analysis.rule.AnalysisRule;
import io.belastbar.capacity.analysis.rule.AnalysisRule.Figure;
import io.belastbar.capacity.analysis.rule.AnalysisRules;
import io.belastbar.capacity.cost.purchase.StepForLimit;
import io.belastbar.capacity.limit.catalogue.KnownMetric.Role;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.ProjectedValue;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.word.ProjectionWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What projections say of a system: its figures, its limits, and what the rules recommend. */
public final class AnalyseProjections {
    private static final List<Integer> DAYS = List.of(30, 60, 90);
    private static final int LATENCY_DAYS = 90;
    private static final Map<Figure, Role> ROLES = Map.of(
            Figure.diskSpace, Role.DISK, Figure.queryLatency, Role.LATENCY, Figure.connections, Role.CONNECTIONS);

    private final List<AnalysisRule> rules;
    private final RecommendByRule recommending;
    private final ProjectionWords words;

    /**
     * By the rules and prices that hold.
     *
     * @param prices empty where nobody priced anything
     * @param words with the moment of the analysis
     */
    public AnalyseProjections(AnalysisRules rules, Optional<StepForLimit> prices, ProjectionWords words) {
        this.rules = rules.rules();
        this.recommending = new RecommendByRule(prices);
        this.words = words;
    }

    /**
     * The analysis.
     *
     * @param projections of the system, all made for this order
     */
    public CapacityAnalysis analyse(AnalysisOrder order, List<Projection> projections, List<Failure> failures) {
        Map<Figure, Projection> figures = new EnumMap<>(Figure.class);
        ROLES.forEach(
                (figure, role) -> MetricOfRole.of(role, projections).ifPresent(found -> figures.put(figure, found)));
        return new CapacityAnalysis(
                order.id(),
                order.system(),
                order.at(),
                order.by(),
                resource(figures.get(Figure.diskSpace)),
                latency(figures.get(Figure.queryLatency)),
                resource(figures.get(Figure.connections)),
                limits(projections),
                recommendations(figures),
                failures);
    }

    private static Resource resource(Projection projection) {
        if (projection == null) {
            return null;
        }
        Map<Integer, Double> ahead = new TreeMap<>();
        for (int days : DAYS) {
            projection.inDays(days).ifPresent(value -> ahead.put(days, value.expected()));
        }
        Double limit =
                MetricOfRole.limit(projection).stream().boxed().findFirst().orElse(null);
        return new Resource(
                projection.metric(),
                projection.unit(),
                projection.current().value(),
                projection.current().mean(),
                projection.slopePerDay(),
                projection.direction(),
                limit,
                ahead);
    }

    private static QueryLatency latency(Projection projection) {
        if (projection == null) {
            return null;
        }
        Double limit =
                MetricOfRole.limit(projection).stream().boxed().findFirst().orElse(null);
        return new QueryLatency(
                projection.metric(),
                projection.unit(),
                projection.current().value(),
                projection.current().mean(),
                projection.direction(),
                limit,
                projection.inDays(LATENCY_DAYS).map(ProjectedValue::expected).orElse(null));
    }

    /** What nobody measures any more stands last: its dates may be over. */
    private List<LimitLine> limits(List<Projection> projections) {
        List<LimitLine> lines = new ArrayList<>();
        lines.addAll(limits(projections.stream().filter(one -> !one.isStale())));
        lines.addAll(limits(projections.stream().filter(Projection::isStale)));
        return lines;
    }

    private List<LimitLine> limits(Stream<Projection> projections) {
        return projections
                .flatMap(projection -> projection.limits().stream().map(limit -> line(projection, limit)))
                .sorted(Comparator.comparing(LimitLine::reachedAt, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(LimitLine::metric)
                        .thenComparing(LimitLine::limit))
                .toList();
    }

    private LimitLine line(Projection projection, ProjectedLimit projected) {
        return new LimitLine(
                projection.metric(),
                projection.unit(),
                projection.current().value(),
                projection.direction(),
                projected.limit().value(),
                projected.limit().severity(),
                projected.status(),
                projected.p10(),
                projected.when(),
                projected.p90(),
                projected.limit().action(),
                words.limitOf(projection, projected));
    }

    private List<Recommendation> recommendations(Map<Figure, Projection> figures) {
        List<Recommendation> all = new ArrayList<>();
        for (AnalysisRule rule : rules) {
            Optional.ofNullable(figures.get(rule.of()))
                    .flatMap(projection -> recommending.of(rule, projection))
                    .ifPresent(all::add);
        }
        all.sort(Comparator.comparing(Recommendation::priority));
        return all;
    }
}
