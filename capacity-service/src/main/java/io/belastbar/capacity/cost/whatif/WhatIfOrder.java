package io.belastbar.capacity.cost.whatif;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.scalability.LoadPoint;
import java.math.BigDecimal;
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
}
