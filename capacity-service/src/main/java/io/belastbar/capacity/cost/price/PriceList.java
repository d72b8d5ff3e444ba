package io.belastbar.capacity.cost.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What more capacity costs.
 *
 * @param currency of all amounts, by ISO 4217
 * @param validFrom since when these prices hold; null if nobody said
 * @param baseMonthly what is paid a month for what runs now; null if nobody said
 * @param penalty what it costs that a limit is reached before the step serves; null if nobody said
 * @param steps by name, each once
 */
public record PriceList(
        String currency, LocalDate validFrom, BigDecimal baseMonthly, BigDecimal penalty, List<PriceStep> steps) {

    /** More steps would make a workbook that nobody reads. */
    public static final int STEPS_MAX = 20;

    public PriceList {
        steps = List.copyOf(steps);
    }

    public Optional<PriceStep> step(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst();
    }

    /**
     * The same with other prices.
     *
     * @param named a month, by step; the others are multiplied, as is what is paid once
     */
    public PriceList with(Map<String, BigDecimal> named, BigDecimal factor) {
        return new PriceList(
                currency,
                validFrom,
                baseMonthly == null ? null : Money.times(baseMonthly, factor),
                penalty,
                steps.stream()
                        .map(step -> step.at(
                                Optional.ofNullable(named.get(step.name())).orElse(Money.times(step.monthly(), factor)),
                                Money.times(step.oneOff(), factor)))
                        .toList());
    }
}
