package io.belastbar.capacity.cost.whatif;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.Money;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.purchase.ChooseSteps;
import io.belastbar.capacity.cost.purchase.Purchase;
import io.belastbar.capacity.cost.scalability.Ceiling;
import io.belastbar.capacity.cost.scalability.FindCeiling;
import io.belastbar.capacity.cost.scalability.LoadPoint;
import io.belastbar.capacity.cost.situation.Known;
import io.belastbar.capacity.cost.situation.Situation;
import io.belastbar.capacity.cost.whatif.WhatIf.Month;
import io.belastbar.capacity.cost.whatif.WhatIf.Need;
import io.belastbar.report.Sentence;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Demand, limits and cost, month by month. Tenants come evenly; what one uses stays, but for its size, which multiplies by
 * the growth each year, evenly over its months. Throughput has the lower of its limit and of the ceiling that test runs
 * show.
 */
public final class ComputeWhatIf {

    private static final List<Means> USED = List.of(Means.STORAGE, Means.CONNECTIONS, Means.THROUGHPUT);
    private static final double MONTHS_A_YEAR = 12;

    private final WhatIfOrder order;
    private final Situation situation;
    private final double now;
    private final double growth;
    private final Map<Means, Known> perTenant = new EnumMap<>(Means.class);
    private final Map<Means, Known> room = new EnumMap<>(Means.class);
    private final Ceiling ceiling;
    private final Optional<PriceList> prices;

    private ComputeWhatIf(WhatIfOrder order, Situation situation) {
        this.order = order;
        this.situation = situation;
        now = order.currentTenants()
                .orElse(situation.tenants().map(Known::value).orElse(order.tenants()));
        growth = order.growth().orElse(situation.growth().map(Known::value).orElse(1.0));
        perTenant.putAll(situation.perTenant());
        order.perTenant().forEach((means, value) -> perTenant.put(means, new Known(value, WhatIfWords.asked())));
        ceiling = FindCeiling.of(runs());
        room.putAll(situation.room());
        if (ceiling instanceof Ceiling.Shown shown) {
            room.merge(
                    Means.THROUGHPUT,
                    new Known(shown.throughput(), WhatIfWords.ofRuns()),
                    (stated, seen) -> seen.value() < stated.value() ? seen : stated);
        }
        prices = situation.prices().map(list -> list.with(order.prices(), order.priceFactor()));
    }

    /** What follows from an order in a situation. */
    public static WhatIf of(WhatIfOrder order, Situation situation) {
        return new ComputeWhatIf(order, situation).answer();
    }

    private List<LoadPoint> runs() {
        return Stream.concat(situation.runs().stream(), order.runs().stream()).toList();
    }

    private WhatIf answer() {
        List<Need> needs =
                USED.stream().filter(perTenant::containsKey).map(this::need).toList();
        return new WhatIf(
                situation.system(),
                now,
                order.tenants(),
                growth,
                needs,
                USED.stream()
                        .filter(means -> !perTenant.containsKey(means) || !room.containsKey(means))
                        .toList(),
                months(),
                ceiling,
                prices,
                assumptions(needs));
    }

    private Need need(Means means) {
        Known limit = room.get(means);
        YearMonth over = limit == null
                ? null
                : IntStream.rangeClosed(0, order.months())
                        .filter(month -> demand(means, month) > limit.value())
                        .mapToObj(this::month)
                        .findFirst()
                        .orElse(null);
        return new Need(
                means,
                perTenant.get(means).value(),
                demand(means, 0),
                demand(means, order.months()),
                limit == null ? null : limit.value(),
                limit == null ? null : limit.source(),
                over);
    }

    private double tenants(int month) {
        return order.months() == 0 ? order.tenants() : now + (order.tenants() - now) * month / order.months();
    }

    private double demand(Means means, int month) {
        double size = means == Means.STORAGE ? Math.pow(growth, month / MONTHS_A_YEAR) : 1;
        return means == Means.TENANTS
                ? tenants(month)
                : tenants(month) * perTenant.get(means).value() * size;
    }

    private YearMonth month(int month) {
        return YearMonth.from(situation.today()).plusMonths(month);
    }

    private List<Month> months() {
        Optional<ChooseSteps> steps = prices.map(list -> new ChooseSteps(list, values(room)));
        Purchase before = Purchase.NONE;
        List<Month> months = new ArrayList<>();
        BigDecimal cumulated = Money.ZERO;
        for (int month = 0; month <= order.months(); month++) {
            if (steps.isEmpty()) {
                months.add(new Month(month(month), tenants(month), Optional.empty(), Money.ZERO, cumulated));
                continue;
            }
            Purchase now =
                    steps.get().next(before, demands(month), month(month).atEndOfMonth(), order.months() - month + 1);
            BigDecimal oneOff = steps.get().oneOff(before, now);
            cumulated = cumulated.add(now.monthly()).add(oneOff);
            months.add(new Month(month(month), tenants(month), Optional.of(now), oneOff, cumulated));
            before = now;
        }
        return months;
    }

    private Map<Means, Double> demands(int month) {
        Map<Means, Double> demands = new EnumMap<>(Means.class);
        demands.put(Means.TENANTS, demand(Means.TENANTS, month));
        perTenant.keySet().forEach(means -> demands.put(means, demand(means, month)));
        return demands;
    }

    private static Map<Means, Double> values(Map<Means, Known> known) {
        Map<Means, Double> values = new EnumMap<>(Means.class);
        known.forEach((means, figure) -> values.put(means, figure.value()));
        return values;
    }

    private List<Sentence> assumptions(List<Need> needs) {
        return new WhatIfAssumptions(order, situation).list(perTenant, room, growth, needs);
    }
}
