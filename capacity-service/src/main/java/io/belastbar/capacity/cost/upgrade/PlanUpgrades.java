package io.belastbar.capacity.cost.upgrade;

import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.price.PriceStep;
import io.belastbar.capacity.cost.purchase.StepForLimit;
import io.belastbar.capacity.cost.upgrade.UpgradeStep.Urgency;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import io.belastbar.capacity.projection.Projection;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * For each limit that comes within reach the cheapest step that moves it away, and the last day on which that step is
 * ordered in time. Of several limits of a metric the worst counts: before a warning nothing breaks.
 */
public final class PlanUpgrades {

    /** Of a step that nobody priced: how long it takes is not known either. */
    static final int LEAD_DAYS_ASSUMED = 30;

    private final Optional<PriceList> prices;
    private final Instant now;
    private final ZoneId zone;
    private final LocalDate today;
    private final Optional<StepForLimit> offered;

    /** @param prices of the price list; stages of a plan name no steps and do not serve here */
    public PlanUpgrades(Optional<PriceList> prices, Instant now, ZoneId zone) {
        this.prices = prices;
        this.now = now;
        this.zone = zone;
        this.today = LocalDate.ofInstant(now, zone);
        this.offered = prices.map(list -> new StepForLimit(list, today));
    }

    /** From the newest projection of each series. */
    public UpgradePlan of(String system, List<Projection> projections) {
        List<UpgradeStep> steps = projections.stream()
                .flatMap(projection -> worst(projection).stream()
                        .filter(PlanUpgrades::isWithinReach)
                        .map(limit -> step(limit, projection)))
                .sorted(Comparator.comparing(UpgradeStep::latestSafe)
                        .thenComparing(step -> step.limit().metric()))
                .toList();
        List<String> notWithin = projections.stream()
                .filter(projection ->
                        worst(projection).filter(limit -> !isWithinReach(limit)).isPresent())
                .map(Projection::metric)
                .toList();
        return new UpgradePlan(
                system,
                today,
                prices.map(PriceList::currency).orElse(null),
                prices.map(PriceList::penalty).orElse(null),
                steps,
                notWithin);
    }

    private static Optional<ProjectedLimit> worst(Projection projection) {
        return projection.limits().stream()
                .max(Comparator.comparing(
                                (ProjectedLimit limit) -> limit.limit().severity())
                        .thenComparing(limit -> first(limit), Comparator.reverseOrder()));
    }

    private static Instant first(ProjectedLimit limit) {
        return switch (limit.status()) {
            case REACHED -> Instant.MIN;
            case EXPECTED -> limit.p10() == null ? Instant.MAX : limit.p10();
            case NOT_WITHIN -> Instant.MAX;
        };
    }

    private static boolean isWithinReach(ProjectedLimit limit) {
        return limit.status() == Status.REACHED || limit.status() == Status.EXPECTED && limit.p10() != null;
    }

    private UpgradeStep step(ProjectedLimit projected, Projection projection) {
        MetricLimit limit = projected.limit();
        Optional<PriceStep> bought = offered.flatMap(
                list -> list.cheapest(limit.metric(), limit.value(), limit.unit(), limit.lowerIsWorse()));
        int lead = bought.map(PriceStep::leadDays).orElse(LEAD_DAYS_ASSUMED);
        boolean reached = projected.status() == Status.REACHED;
        LocalDate p10 = day(reached ? projected.since() : projected.p10());
        LocalDate latestSafe = (p10 == null ? today : p10).minusDays(lead);
        BigDecimal monthly =
                bought.flatMap(step -> offered.map(list -> list.more(step))).orElse(null);
        Regret regret = bought.isEmpty()
                ? null
                : Regret.of(
                        new LimitDay(projected, now, projection.reach()),
                        monthly,
                        lead,
                        prices.map(PriceList::penalty).orElse(null));
        return new UpgradeStep(
                limit,
                p10,
                day(reached ? projected.since() : projected.p50()),
                day(reached ? projected.since() : projected.p90()),
                bought.map(PriceStep::name).orElse(null),
                limit.action(),
                monthly,
                bought.map(PriceStep::oneOff).orElse(null),
                lead,
                latestSafe,
                urgency(latestSafe, regret),
                null,
                regret);
    }

    private LocalDate day(Instant moment) {
        return moment == null ? null : LocalDate.ofInstant(moment, zone);
    }

    private Urgency urgency(LocalDate latestSafe, Regret regret) {
        if (latestSafe.isBefore(today)) {
            return Urgency.OVERDUE;
        }
        boolean passes = latestSafe.isBefore(today.plusDays(Regret.QUARTER_DAYS));
        boolean dearer = regret != null && regret.now() != null && regret.now().compareTo(regret.later()) <= 0;
        return passes || dearer ? Urgency.NOW : Urgency.LATER;
    }
}
