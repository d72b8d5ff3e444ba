package io.belastbar.capacity.cost.situation;

import io.belastbar.capacity.cost.Shown;
import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.Money;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.price.PriceStep;
import io.belastbar.capacity.cost.price.PriceStep.Kind;
import io.belastbar.capacity.cost.scalability.LoadPoint;
import io.belastbar.capacity.cost.situation.Situation.Stage;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.plan.Assumption;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.Place;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts together what is known. What was measured comes before what a plan says; a limit counts only if somebody stated it
 * for this system: those of the catalogue are made for others.
 */
final class AssembleSituation {

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private final String system;
    private final ZoneId zone;
    private final CapacityPlan plan;
    private final List<Projection> projections;
    private final Map<String, Peak> peaks;

    /** @param peaks of the last days, by metric; without one the last value counts */
    AssembleSituation(
            String system, ZoneId zone, CapacityPlan plan, List<Projection> projections, Map<String, Peak> peaks) {
        this.system = system;
        this.zone = zone;
        this.plan = plan;
        this.projections = projections;
        this.peaks = Map.copyOf(peaks);
    }

    Situation of(LocalDate today, List<MetricLimit> limits, Optional<PriceList> prices, List<LoadPoint> runs) {
        Optional<Known> tenants = now(Means.TENANTS);
        Map<Means, Known> perTenant = new EnumMap<>(Means.class);
        Map<Means, Known> room = new EnumMap<>(Means.class);
        Map<Means, LocalDate> trend = new EnumMap<>(Means.class);
        for (Means means : List.of(Means.STORAGE, Means.CONNECTIONS, Means.THROUGHPUT)) {
            perTenant(means, tenants).ifPresent(known -> perTenant.put(means, known));
            room(means, limits).ifPresent(known -> {
                room.put(means, known);
                trend(means, known.value()).ifPresent(day -> trend.put(means, day));
            });
        }
        Optional<PriceList> used = prices.or(this::pricesOfPlan);
        boolean ofPlan = prices.isEmpty() && used.isPresent();
        if (ofPlan) {
            tenants.ifPresent(known -> room.put(Means.TENANTS, known));
        }
        return new Situation(system, today, tenants, stages(), growth(), perTenant, room, trend, used, ofPlan, runs);
    }

    /** Measured, else planned: as much as there is now. */
    private Optional<Known> now(Means means) {
        return measured(means).or(() -> figure(means)
                .filter(figure -> figure.current() != null)
                .flatMap(figure -> known(means, figure.current(), figure.unit(), of(figure))));
    }

    private Optional<Known> measured(Means means) {
        return projections.stream()
                .filter(projection -> isOf(means, projection.metric()))
                .findFirst()
                .flatMap(projection -> Optional.ofNullable(peaks.get(projection.metric()))
                        .map(peak -> known(means, peak.value(), projection.unit(), of(projection, peak)))
                        .orElseGet(() -> known(
                                means, projection.current().value(), projection.unit(), ofLastValue(projection))));
    }

    private Sentence of(Projection projection, Peak peak) {
        return say("situationPeak", projection.metric(), peak.days(), day(peak.at()));
    }

    private Sentence ofLastValue(Projection projection) {
        return say(
                "situationMeasured",
                projection.metric(),
                day(projection.current().at()));
    }

    private Sentence day(Instant moment) {
        return Shown.day(LocalDate.ofInstant(moment, zone));
    }

    private Optional<PlannedFigure> figure(Means means) {
        return plan.figures().stream()
                .filter(figure -> isOf(means, figure.name()) || isOf(means, figure.metric()))
                .findFirst();
    }

    private static boolean isOf(Means means, String metric) {
        return MeansOfMetric.shows(metric, means);
    }

    private static Optional<Known> known(Means means, double value, String unit, Sentence source) {
        double amount = MeansOfMetric.amount(means, value, unit);
        return Double.isFinite(amount) ? Optional.of(new Known(amount, source)) : Optional.empty();
    }

    private static Sentence of(PlannedFigure figure) {
        return figure.at().sentence();
    }

    /** What is measured, shared by the tenants; else what the plan says of each; else what it says of all. */
    private Optional<Known> perTenant(Means means, Optional<Known> tenants) {
        Optional<Known> each = plan.assumptions().stream()
                .filter(one -> isPerTenant(means, one))
                .findFirst()
                .flatMap(one -> known(means, one.value(), one.unit(), one.at().sentence()));
        return shared(measured(means), tenants).or(() -> each).or(() -> shared(now(means), tenants));
    }

    private boolean isPerTenant(Means means, Assumption assumption) {
        String name = assumption.name();
        int at = name.lastIndexOf(".per_");
        return at > 0 && isOf(means, name.substring(0, at)) && isTenant(name.substring(at + ".per_".length()));
    }

    /** By the name of one of them: of the names that are known, or of the group that is the tenants'. */
    private boolean isTenant(String one) {
        return isOf(Means.TENANTS, one + "s")
                || figure(Means.TENANTS)
                        .filter(group ->
                                group.name().startsWith(one) && group.name().length() <= one.length() + 2)
                        .isPresent();
    }

    private static Optional<Known> shared(Optional<Known> all, Optional<Known> tenants) {
        return tenants.filter(known -> known.value() > 0)
                .flatMap(known -> all.map(sum ->
                        new Known(sum.value() / known.value(), say("situationShared", sum.source(), known.value()))));
    }

    private Optional<Known> growth() {
        return figure(Means.STORAGE)
                .filter(figure -> figure.growthFactor() != null && figure.growthFactor() > 0)
                .map(figure -> new Known(figure.growthFactor(), of(figure)));
    }

    private List<Stage> stages() {
        return figure(Means.TENANTS).stream()
                .flatMap(figure -> figure.planned().stream())
                .map(planned -> new Stage(planned.by(), planned.value()))
                .toList();
    }

    /** The lowest one that is critical; without one the lowest warning. */
    private Optional<Known> room(Means means, List<MetricLimit> limits) {
        return limits.stream()
                .filter(limit -> !limit.lowerIsWorse() && !limit.source().equals(MetricLimit.CATALOGUE))
                .filter(limit -> isOf(means, limit.metric()))
                .filter(limit -> Double.isFinite(MeansOfMetric.amount(means, limit.value(), limit.unit())))
                .min(Comparator.comparing(MetricLimit::severity).reversed().thenComparing(MetricLimit::value))
                .flatMap(limit -> known(means, limit.value(), limit.unit(), Place.sentence(limit.source())));
    }

    private Optional<LocalDate> trend(Means means, double limit) {
        return projections.stream()
                .filter(projection -> isOf(means, projection.metric()))
                .flatMap(projection -> projection.limits().stream())
                .filter(one -> one.when() != null)
                .filter(one -> MeansOfMetric.amount(
                                means, one.limit().value(), one.limit().unit())
                        == limit)
                .map(one -> LocalDate.ofInstant(one.when(), zone))
                .min(Comparator.naturalOrder());
    }

    /** What the plan's monthly costs say: a stage for each year, for as many tenants as are planned then. */
    private Optional<PriceList> pricesOfPlan() {
        return plan.monthlyCost().map(cost -> {
            List<PriceStep> steps = new ArrayList<>();
            cost.planned().forEach(planned -> figure(Means.TENANTS)
                    .flatMap(tenants -> tenants.next(planned.by()))
                    .ifPresent(tenants -> steps.add(new PriceStep(
                            planned.by().toString(),
                            Kind.MACHINE,
                            Map.of(Means.TENANTS, tenants.value()),
                            List.of(),
                            Money.of(planned.value()),
                            Money.ZERO,
                            0,
                            null))));
            return new PriceList(
                    CURRENCIES.contains(cost.unit()) ? cost.unit() : "EUR",
                    null,
                    cost.current() == null ? null : Money.of(cost.current()),
                    null,
                    steps.stream().limit(PriceList.STEPS_MAX).toList());
        });
    }

    private static Sentence say(String key, Object... arguments) {
        return Wording.sentence(AssembleSituation.class, words -> words.text(key, arguments));
    }
}
