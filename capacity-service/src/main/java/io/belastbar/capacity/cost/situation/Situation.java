package io.belastbar.capacity.cost.situation;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.scalability.LoadPoint;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a system by its documents, series and test runs.
 *
 * @param today in the system's zone
 * @param tenants now; empty if nobody said
 * @param stages what is planned, in the order of time
 * @param growth by which the size of each multiplies in a year; empty if nobody said
 * @param perTenant what one of them uses
 * @param room what there is now, by the limits that are stated; a means without one has none that is known
 * @param trend when the limit of a means is most likely reached by the trend of what was measured; empty beyond the forecast
 * @param prices of the price list, else of the plan; empty without either
 * @param pricesOfPlan whether they are the plan's, which knows stages and no steps
 * @param runs what test runs reached
 */
public record Situation(
        String system,
        LocalDate today,
        Optional<Known> tenants,
        List<Stage> stages,
        Optional<Known> growth,
        Map<Means, Known> perTenant,
        Map<Means, Known> room,
        Map<Means, LocalDate> trend,
        Optional<PriceList> prices,
        boolean pricesOfPlan,
        List<LoadPoint> runs) {

    public Situation {
        stages = List.copyOf(stages);
        perTenant = Map.copyOf(perTenant);
        room = Map.copyOf(room);
        trend = Map.copyOf(trend);
        runs = List.copyOf(runs);
    }

    /** That many tenants are planned for the end of a year. */
    public record Stage(LocalDate until, double tenants) {}

    /** Nothing is known. */
    public static Situation unknown(String system, LocalDate today) {
        return new Situation(
                system,
                today,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                false,
                List.of());
    }

    /** The same with other prices. */
    public Situation with(Optional<PriceList> others) {
        return new Situation(
                system, today, tenants, stages, growth, perTenant, room, trend, others, pricesOfPlan, runs);
    }
}
