package io.belastbar.capacity.analysis;

import io.belastbar.capacity.analysis.CapacityAnalysis.InGerman;
import io.belastbar.capacity.analysis.CapacityAnalysis.Recommendation;
import io.belastbar.capacity.analysis.rule.AnalysisRule;
import io.belastbar.capacity.cost.purchase.StepForLimit;
import io.belastbar.capacity.projection.ProjectedValue;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.word.AmountWords;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a rule says of a figure: something, or nothing. */
final class RecommendByRule {
    private static final int WHOLE = 100;

    private final Optional<StepForLimit> prices;

    /** @param prices of the system; what a rule supposes is only for want of them */
    RecommendByRule(Optional<StepForLimit> prices) {
        this.prices = prices;
    }

    /** Nothing where the figure stays at or below the rule's bound, or where the data do not reach that far. */
    Optional<Recommendation> of(AnalysisRule rule, Projection projection) {
        OptionalDouble limit = MetricOfRole.limit(projection);
        OptionalDouble bound = rule.boundIn(projection.unit(), limit);
        Optional<ProjectedValue> ahead = projection.inDays(rule.inDays());
        if (bound.isEmpty() || ahead.isEmpty() || !(ahead.get().expected() > bound.getAsDouble())) {
            return Optional.empty();
        }
        Cost cost = cost(rule, projection, limit.orElse(bound.getAsDouble()));
        return Optional.of(new Recommendation(
                rule.priority(),
                rule.action().english(),
                rule.timeline().english(),
                cost.once(),
                cost.monthly(),
                cost.currency(),
                cost.step(),
                new InGerman(rule.action().german(), rule.timeline().german()),
                reason(rule, projection, ahead.get().expected(), bound.getAsDouble())));
    }

    /** @param monthly null where only the rule says what it costs, as is {@code step} */
    private record Cost(double once, Double monthly, String currency, String step) {}

    /** Of the step that the upgrade plan takes for this limit; where the list has none, as the rule says. */
    private Cost cost(AnalysisRule rule, Projection projection, double limit) {
        return prices.flatMap(list -> list.cheapest(projection.metric(), limit, projection.unit(), false)
                        .map(step -> new Cost(
                                step.oneOff().doubleValue(),
                                list.more(step).doubleValue(),
                                list.currency(),
                                step.name())))
                .orElseGet(() -> new Cost(rule.estimatedCost(), null, rule.currency(), null));
    }

    private static Sentence reason(AnalysisRule rule, Projection projection, double expected, double bound) {
        String unit = projection.unit();
        return Wording.sentence(RecommendByRule.class, words -> {
            String value = AmountWords.of(words.language(), expected, unit);
            return switch (rule.bound()) {
                case AnalysisRule.Bound.Value above ->
                    words.text(
                            "recommendation.above",
                            projection.metric(),
                            value,
                            rule.inDays(),
                            AmountWords.of(words.language(), bound, unit));
                case AnalysisRule.Bound.ShareOfLimit share ->
                    words.text(
                            "recommendation.aboveShare",
                            projection.metric(),
                            value,
                            rule.inDays(),
                            Math.round(share.share() * WHOLE),
                            AmountWords.of(words.language(), bound / share.share(), unit));
            };
        });
    }
}
