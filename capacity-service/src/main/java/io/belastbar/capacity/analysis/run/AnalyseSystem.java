package io.belastbar.capacity.analysis.run;

import io.belastbar.capacity.analysis.AnalyseProjections;
import io.belastbar.capacity.analysis.AnalysisOrder;
import io.belastbar.capacity.analysis.AnalysisRepository;
import io.belastbar.capacity.analysis.CapacityAnalysis;
import io.belastbar.capacity.analysis.CapacityAnalysis.Failure;
import io.belastbar.capacity.analysis.alarm.TellLimits;
import io.belastbar.capacity.analysis.rule.AnalysisRules;
import io.belastbar.capacity.analysis.rule.RulesOfSystem;
import io.belastbar.capacity.cost.price.PricesOfSystem;
import io.belastbar.capacity.cost.purchase.StepForLimit;
import io.belastbar.capacity.projection.ZoneOfSystem;
import io.belastbar.capacity.projection.making.ProjectSystem;
import io.belastbar.capacity.projection.word.ProjectionWords;
import io.belastbar.jobs.Await;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Carries a system's series on, and analyses what comes. Waits. */
@ApplicationScoped
class AnalyseSystem {
    private final ProjectSystem series;
    private final ZoneOfSystem zones;
    private final RulesOfSystem rules;
    private final PricesOfSystem prices;
    private final AnalysisRepository analyses;
    private final TellLimits limits;

    AnalyseSystem(
            ProjectSystem series,
            ZoneOfSystem zones,
            RulesOfSystem rules,
            PricesOfSystem prices,
            AnalysisRepository analyses,
            TellLimits limits) {
        this.series = series;
        this.zones = zones;
        this.rules = rules;
        this.prices = prices;
        this.analyses = analyses;
        this.limits = limits;
    }

    /** An analysis that is computed, and not stored yet. */
    record Computed(CapacityAnalysis analysis, ProjectSystem.Projected projected, ProjectionWords words) {}

    /** What takes time, and may be done twice. */
    Computed compute(AnalysisOrder order) throws InterruptedException {
        ZoneId zone = Await.of(zones.of(order.system()));
        ProjectionWords words = new ProjectionWords(zone, order.at());
        ProjectSystem.Projected projected = series.project(order.system(), order.at());
        List<Failure> failures = projected.failures().stream()
                .map(failure -> new Failure(failure.metric(), failure.reason()))
                .toList();
        AnalysisRules known = Await.of(rules.of(order.system()));
        Optional<StepForLimit> offered = Await.of(prices.of(order.system()))
                .map(list -> new StepForLimit(list, LocalDate.ofInstant(order.at(), zone)));
        CapacityAnalysis analysis =
                new AnalyseProjections(known, offered, words).analyse(order, projected.projections(), failures);
        return new Computed(analysis, projected, words);
    }

    /** What happens once: the analysis and all that is told of it, in the transaction that ends the work. */
    Uni<Void> store(SqlConnection tx, Computed computed) {
        Set<String> failed = computed.projected().failures().stream()
                .map(ProjectSystem.Failure::metric)
                .collect(Collectors.toSet());
        CapacityAnalysis analysis = computed.analysis();
        return analyses.done(tx, analysis)
                .chain(() -> limits.tell(
                        tx, analysis.system(), computed.projected().projections(), failed, computed.words()));
    }
}
