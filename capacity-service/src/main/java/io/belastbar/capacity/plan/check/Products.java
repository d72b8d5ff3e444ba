package io.belastbar.capacity.plan.check;

import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.capacity.plan.Assumption;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedFigure.PlannedValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Totals beside what each of a group needs: {@code storage} and {@code storage.per_mandant} × {@code mandants};
 * {@code total_employees} and {@code employees_per_mandant.average} × {@code mandants}.
 */
final class Products {
    /** Nobody plans to the byte. */
    private static final double ROUNDED = 1.25;

    private static final String PER = "per_";
    private static final String TOTAL = "total_";

    private final CapacityPlan plan;
    private final List<PlanWarning> warnings = new ArrayList<>();

    private Products(CapacityPlan plan) {
        this.plan = plan;
    }

    static List<PlanWarning> of(CapacityPlan plan) {
        Products products = new Products(plan);
        plan.assumptions().forEach(products::look);
        return products.warnings;
    }

    /** Whether two numbers that should be the same are further apart than rounding. */
    static boolean differ(double one, double other) {
        double more = Math.max(one, other);
        return more > 0 && more > ROUNDED * Math.min(one, other);
    }

    private void look(Assumption each) {
        int dot = each.name().lastIndexOf('.');
        String group = each.name().substring(0, dot);
        String key = each.name().substring(dot + 1);
        if (key.startsWith(PER)) {
            compare(plan.figure(group), count(key.substring(PER.length())), each);
        } else if (key.matches("average|avg|mean|value") && group.contains("_" + PER)) {
            int per = group.indexOf("_" + PER);
            String what = group.substring(0, per);
            compare(
                    plan.figure(TOTAL + what).or(() -> plan.figure(what)),
                    count(group.substring(per + 1 + PER.length())),
                    each);
        }
    }

    /** The figure of what there are many of, whose name is the plural. */
    private Optional<PlannedFigure> count(String one) {
        return Stream.of(one + "s", one, one + "en", one + "n", one + "e")
                .map(plan::figure)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Only the first moment that differs: the others follow from it. */
    private void compare(Optional<PlannedFigure> total, Optional<PlannedFigure> count, Assumption each) {
        if (total.isEmpty() || count.isEmpty()) {
            return;
        }
        OptionalDouble needed =
                Units.convert(each.value(), each.unit(), total.get().unit());
        if (needed.isEmpty()) {
            return;
        }
        PlannedFigure whole = total.get();
        if (whole.current() != null && count.get().current() != null) {
            double product = count.get().current() * needed.getAsDouble();
            if (differ(whole.current(), product)) {
                warnings.add(PlanSentences.productDiffers(
                        whole, new PlannedValue(null, whole.current(), whole.at()), count.get(), each, product));
                return;
            }
        }
        for (PlannedValue value : whole.planned()) {
            OptionalDouble many = at(count.get(), value.by());
            double product = many.orElse(0) * needed.getAsDouble();
            if (many.isPresent() && differ(value.value(), product)) {
                warnings.add(PlanSentences.productDiffers(whole, value, count.get(), each, product));
                return;
            }
        }
    }

    private static OptionalDouble at(PlannedFigure figure, LocalDate day) {
        return figure.planned().stream()
                .filter(value -> value.by().equals(day))
                .mapToDouble(PlannedValue::value)
                .findFirst();
    }
}
