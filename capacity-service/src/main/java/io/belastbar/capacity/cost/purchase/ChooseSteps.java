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
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps with which a demand fits. What is bought stays: replicas and shards are added to it, or a larger machine takes its
 * place, whichever is cheaper until the end with what is paid once; with a larger machine also what it makes needless is given
 * back. What is missing of each means is added by the replica or shard that is cheapest for that much of it, of the scarcest
 * means first in their fixed order. Not a search of all mixtures: with several kinds of shards for one means a mixture can be
 * cheaper.
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

    /**
     * What there is after a day's purchase: the same as before if the demand fits. Fewest lacking means first, then the price.
     *
     * @param before what was bought until then
     * @param months for how many it is paid
     */
    public Purchase next(Purchase before, Map<Means, Double> demand, LocalDate day, int months) {
        Optional<PriceStep> machine = steps(before.bought())
                .filter(step -> step.kind() == Kind.MACHINE)
                .findFirst();
        Map<PriceStep, Integer> kept = new LinkedHashMap<>();
        steps(before.bought())
                .filter(step -> step.kind() != Kind.MACHINE)
                .forEach(step -> kept.put(step, before.count(step.name())));
        Purchase same = purchase(demand, machine, kept, List.of());
        if (same.lacking().isEmpty()) {
            return same;
        }
        List<PriceStep> more =
                offered(day).filter(step -> step.kind() != Kind.MACHINE).toList();
        Stream<Purchase> larger = offered(day)
                .filter(step -> step.kind() == Kind.MACHINE)
                .filter(step -> machine.isEmpty() || isLarger(step, machine.get()))
                .flatMap(step -> Stream.of(
                        purchase(demand, Optional.of(step), kept, more),
                        purchase(demand, Optional.of(step), Map.of(), more)));
        return Stream.concat(Stream.of(purchase(demand, machine, kept, more)), larger)
                .min(Comparator.comparing(
                                (Purchase purchase) -> purchase.lacking().size())
                        .thenComparing(purchase ->
                                Money.times(purchase.monthly(), months).add(oneOff(before, purchase)))
                        .thenComparing(purchase -> purchase.bought().size()))
                .orElseThrow();
    }

    /** What is paid once for what is new. */
    public BigDecimal oneOff(Purchase before, Purchase after) {
        return after.bought().stream()
                .map(bought -> Money.times(
                        prices.step(bought.step()).orElseThrow().oneOff(),
                        Math.max(0, bought.count() - before.count(bought.step()))))
                .reduce(Money.ZERO, BigDecimal::add);
    }

    private Stream<PriceStep> offered(LocalDate day) {
        return prices.steps().stream().filter(step -> step.isOfferedOn(day));
    }

    private Stream<PriceStep> steps(List<Bought> bought) {
        return bought.stream().map(one -> prices.step(one.step()).orElseThrow());
    }

    /** Of nothing less, and of something more: so that no machine is ever bought back. */
    private static boolean isLarger(PriceStep step, PriceStep than) {
        return Arrays.stream(Means.values()).allMatch(means -> step.provides(means) >= than.provides(means))
                && Arrays.stream(Means.values()).anyMatch(means -> step.provides(means) > than.provides(means));
    }

    private Purchase purchase(
            Map<Means, Double> demand,
            Optional<PriceStep> machine,
            Map<PriceStep, Integer> kept,
            List<PriceStep> more) {
        Map<PriceStep, Integer> counts = new LinkedHashMap<>();
        machine.ifPresent(step -> counts.put(step, 1));
        counts.putAll(kept);
        List<Means> lacking = new ArrayList<>();
        for (Map.Entry<Means, Double> wanted : new EnumMap<>(demand).entrySet()) {
            double missing = wanted.getValue() - held(wanted.getKey(), machine, counts);
            if (missing > 0 && !add(wanted.getKey(), missing, more, counts)) {
                lacking.add(wanted.getKey());
            }
        }
        return new Purchase(bought(counts), monthly(machine, counts), lacking);
    }

    private static List<Bought> bought(Map<PriceStep, Integer> counts) {
        return counts.entrySet().stream()
                .map(one -> new Bought(one.getKey().name(), one.getValue()))
                .toList();
    }

    private BigDecimal monthly(Optional<PriceStep> machine, Map<PriceStep, Integer> counts) {
        BigDecimal base = machine.isPresent() || prices.baseMonthly() == null ? Money.ZERO : prices.baseMonthly();
        return counts.entrySet().stream()
                .map(one -> Money.times(one.getKey().monthly(), one.getValue()))
                .reduce(base, BigDecimal::add);
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
