package io.belastbar.capacity.cost.upgrade;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.situation.MeansOfMetric;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/**
 * What has to be ordered by when.
 *
 * @param madeOn in the system's zone
 * @param currency of all amounts; null without prices
 * @param penalty what a reached limit costs, as the price list states it; null if it does not
 * @param steps the most urgent first
 * @param notWithin metrics whose limits are not reached within the forecast
 */
public record UpgradePlan(
        String system,
        LocalDate madeOn,
        String currency,
        BigDecimal penalty,
        List<UpgradeStep> steps,
        List<String> notWithin) {

    public UpgradePlan {
        steps = List.copyOf(steps);
        notWithin = List.copyOf(notWithin);
    }

    /** The same beside the months in which the planned tenants no longer fit. */
    UpgradePlan beside(Map<Means, YearMonth> planned) {
        List<UpgradeStep> both = steps.stream()
                .map(step -> MeansOfMetric.of(step.limit().metric())
                        .map(planned::get)
                        .map(step::beside)
                        .orElse(step))
                .toList();
        return new UpgradePlan(system, madeOn, currency, penalty, both, notWithin);
    }
}
