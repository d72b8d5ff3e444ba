package io.belastbar.capacity.cost.purchase;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.Money;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.price.PriceStep;
import io.belastbar.capacity.cost.price.PriceStep.Kind;
import io.belastbar.capacity.cost.purchase.Purchase.Bought;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cheapest steps with which a demand fits: each machine is tried, and none; what then is missing of each means is added
 * by the replica or shard that is cheapest for that much of it, of the scarcest means first in their fixed order. Not a
 * search of all mixtures: with several kinds of shards for one means a mixture can be cheaper.
 */
public final class ChooseSteps {

    /** Nobody runs more of one kind. */
    static final int COUNT_MAX = 1_000;

    private final PriceList prices;
    private final Map<Means, Double> room;

    /** @param room what there is now; a means without an entry has no limit that is known */
    public ChooseSteps(PriceList prices, Map<Means, Double> room) {
        this.prices = prices;
        this.room = Map.copyOf(room);
    }

    /** What to buy on a day. Fewest lacking means first, then the price. */
    public Purchase cheapest(Map<Means, Double> demand, LocalDate day) {
        List<PriceStep> offered =
                prices.steps().stream().filter(step -> step.isOfferedOn(day)).toList();
        List<PriceStep> more =
                offered.stream().filter(step -> step.kind() != Kind.MACHINE).toList();
        Stream<Optional<PriceStep>> machines = Stream.concat(
                Stream.of(Optional.empty()),
                offered.stream().filter(step -> step.kind() == Kind.MACHINE).map(Optional::of));
        return machines.map(machine -> purchase(demand, machine, more))
                .min(Comparator.comparing(
                                (Purchase purchase) -> purchase.lacking().size())
                        .thenComparing(Purchase::monthly)
                        .thenComparing(purchase -> purchase.bought().size()))
                .orElseThrow();
    }

    private Purchase purchase(Map<Means, Double> demand, Optional<PriceStep> machine, List<PriceStep> more) {
        Map<PriceStep, Integer> counts = new LinkedHashMap<>();
        machine.ifPresent(step -> counts.put(step, 1));
        List<Means> lacking = new ArrayList<>();
        for (Map.Entry<Means, Double> wanted : new EnumMap<>(demand).entrySet()) {
            double missing = wanted.getValue() - held(wanted.getKey(), machine, counts);
            if (missing > 0 && !add(wanted.getKey(), missing, more, counts)) {
                lacking.add(wanted.getKey());
            }
        }
        BigDecimal monthly = machine.isPresent() || prices.baseMonthly() == null ? Money.ZERO : prices.baseMonthly();
        for (Map.Entry<PriceStep, Integer> one : counts.entrySet()) {
            monthly = monthly.add(Money.times(one.getKey().monthly(), one.getValue()));
        }
        return new Purchase(
                counts.entrySet().stream()
                        .map(one -> new Bought(one.getKey().name(), one.getValue()))
                        .toList(),
                monthly,
                lacking);
    }

    private double held(Means means, Optional<PriceStep> machine, Map<PriceStep, Integer> counts) {
        double ofMachine = machine.map(step -> step.provides(means)).orElse(0.0);
        double base = ofMachine > 0
                ? Math.max(ofMachine, room.getOrDefault(means, 0.0))
                : room.getOrDefault(means, Double.POSITIVE_INFINITY);
        return base
                + counts.entrySet().stream()
                        .filter(one -> one.getKey().kind() != Kind.MACHINE)
                        .mapToDouble(one -> one.getKey().provides(means) * one.getValue())
                        .sum();
    }

    private static boolean add(Means means, double missing, List<PriceStep> more, Map<PriceStep, Integer> counts) {
        Optional<PriceStep> cheapest = more.stream()
                .filter(step -> step.provides(means) > 0)
                .filter(step -> needed(step, means, missing) + counts.getOrDefault(step, 0) <= COUNT_MAX)
                .min(Comparator.comparing(step -> Money.times(step.monthly(), needed(step, means, missing))));
        cheapest.ifPresent(step -> counts.merge(step, (int) needed(step, means, missing), Integer::sum));
        return cheapest.isPresent();
    }

    private static double needed(PriceStep step, Means means, double missing) {
        return Math.ceil(missing / step.provides(means));
    }
}
