package io.belastbar.capacity.cost.whatif;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.scalability.LoadPoint;
import io.belastbar.capacity.cost.situation.Known;
import io.belastbar.capacity.cost.situation.Situation;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What somebody asks: that many tenants by then, and what else differs from what is known.
 *
 * @param tenants at the end
 * @param currentTenants today; empty for as many as are known
 * @param months until then; 0 if they come at once
 * @param growth by which the size of each tenant multiplies in a year; empty for the plan's, else 1
 * @param perTenant what one uses, where it differs; storage in bytes
 * @param priceFactor of all prices that are not named
 * @param prices a month, by step
 * @param runs measured points beside those that are known
 */
public record WhatIfOrder(
        double tenants,
        OptionalDouble currentTenants,
        int months,
        OptionalDouble growth,
        Map<Means, Double> perTenant,
        BigDecimal priceFactor,
        Map<String, BigDecimal> prices,
        List<LoadPoint> runs) {

    public static final int MONTHS_MAX = 600;
    static final int MONTHS_DEFAULT = 24;
    private static final long PLANNED_MIN = 12;
    private static final long PLANNED_MAX = 120;

    public WhatIfOrder {
        perTenant = Map.copyOf(perTenant);
        prices = Map.copyOf(prices);
        runs = List.copyOf(runs);
    }

    /** Nothing differs but the number of tenants. */
    public static WhatIfOrder of(double tenants, int months) {
        return new WhatIfOrder(
                tenants,
                OptionalDouble.empty(),
                months,
                OptionalDouble.empty(),
                Map.of(),
                BigDecimal.ONE,
                Map.of(),
                List.of());
    }

    /**
     * As it is planned: as many tenants as at the last stage to come, until then, within 1 to 10 years; without one, as many as
     * there are now for two years.
     */
    public static WhatIfOrder planned(Situation situation) {
        return situation.stages().stream()
                .filter(stage -> stage.until().isAfter(situation.today()))
                .reduce((earlier, later) -> later)
                .map(stage -> of(Math.max(1, stage.tenants()), (int) Math.clamp(
                        ChronoUnit.MONTHS.between(YearMonth.from(situation.today()), YearMonth.from(stage.until())),
                        PLANNED_MIN,
                        PLANNED_MAX)))
                .orElseGet(() ->
                        of(Math.max(1, situation.tenants().map(Known::value).orElse(1.0)), MONTHS_DEFAULT));
    }
}
