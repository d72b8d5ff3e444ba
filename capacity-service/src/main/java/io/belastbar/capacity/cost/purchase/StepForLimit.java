package io.belastbar.capacity.cost.purchase;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.Money;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.price.PriceStep;
import io.belastbar.capacity.cost.price.PriceStep.Kind;
import io.belastbar.capacity.cost.situation.MeansOfMetric;
import io.belastbar.capacity.limit.catalogue.Catalogue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/** Which step of a price list moves a limit away, and what it costs more than what runs now. */
public final class StepForLimit {
    private final PriceList prices;
    private final LocalDate today;
    private final Catalogue catalogue = Catalogue.own();

    /** @param today what is not offered yet does not serve */
    public StepForLimit(PriceList prices, LocalDate today) {
        this.prices = prices;
        this.today = today;
    }

    /** Of all amounts of steps. */
    public String currency() {
        return prices.currency();
    }

    /**
     * The cheapest of those that provide more of it than the limit holds, or relieve the metric.
     *
     * @param limit in {@code unit}
     * @param lowerIsWorse then nothing is held, and only a step that names the metric serves
     */
    public Optional<PriceStep> cheapest(String metric, double limit, String unit, boolean lowerIsWorse) {
        Optional<Means> means = lowerIsWorse ? Optional.empty() : MeansOfMetric.of(metric);
        double held =
                means.map(known -> MeansOfMetric.amount(known, limit, unit)).orElse(Double.NaN);
        return prices.steps().stream()
                .filter(step -> step.isOfferedOn(today))
                .filter(step -> relieves(step, metric) || means.isPresent() && provides(step, means.get(), held))
                .min(Comparator.comparing(this::more).thenComparing(PriceStep::oneOff));
    }

    private boolean relieves(PriceStep step, String metric) {
        return step.relieves().stream().anyMatch(named -> catalogue.same(metric, named));
    }

    private static boolean provides(PriceStep step, Means means, double held) {
        return step.provides(means) > (step.kind() == Kind.MACHINE ? held : 0);
    }

    /** A month: a machine replaces what runs now, and costs the difference. */
    public BigDecimal more(PriceStep step) {
        BigDecimal base = prices.baseMonthly();
        return step.kind() == Kind.MACHINE && base != null
                ? step.monthly().subtract(base).max(Money.ZERO)
                : step.monthly();
    }
}
