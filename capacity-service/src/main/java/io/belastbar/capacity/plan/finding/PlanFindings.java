package io.belastbar.capacity.plan.finding;

import io.belastbar.capacity.limit.catalogue.Catalogue;
import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.Checklist;
import io.belastbar.capacity.plan.PlannedFeature;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedFigure.PlannedValue;
import io.belastbar.capacity.plan.finding.PlanFinding.Kind;
import io.belastbar.contracts.Severity;
import io.belastbar.report.ReportLanguage;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What of a plan somebody is to be told: tasks that are overdue, steps that cost more, growth beyond the design, features
 * that add load. Written in English, as all that the register of findings holds.
 */
public final class PlanFindings {
    private static final ReportLanguage ENGLISH = ReportLanguage.ENGLISH;

    private final LocalDate today;
    private final List<PlanFinding> found = new ArrayList<>();

    private PlanFindings(LocalDate today) {
        this.today = today;
    }

    /**
     * What is to be told on a day.
     *
     * @param ahead how long before its day a step that costs more is told
     * @param ceilings what the system carries as it is built; may be empty
     */
    public static List<PlanFinding> of(CapacityPlan plan, LocalDate today, Period ahead, List<DesignCeiling> ceilings) {
        PlanFindings findings = new PlanFindings(today);
        plan.checklists().forEach(findings::overdue);
        plan.costs().forEach(cost -> findings.costs(cost, today.plus(ahead)));
        plan.features().forEach(findings::feature);
        for (DesignCeiling ceiling : ceilings) {
            plan.figures().stream()
                    .filter(figure -> Catalogue.own().same(figure.metric(), ceiling.metric()))
                    .forEach(figure -> findings.beyond(figure, ceiling));
        }
        return List.copyOf(findings.found);
    }

    private void overdue(Checklist list) {
        for (Checklist.Task task : list.tasks()) {
            if (task.isOverdue(today)) {
                long late = ChronoUnit.DAYS.between(task.due(), today);
                found.add(new PlanFinding(
                        Kind.TASK_OVERDUE,
                        list.name() + "/" + task.text(),
                        Severity.MEDIUM,
                        "Overdue: " + task.text(),
                        "It was to be done by " + task.due() + " (" + list.name() + ", "
                                + task.at().text() + ").",
                        List.of(
                                task.text(),
                                "Mark it done in " + task.at().file() + ", or give it another day, and apply it again"),
                        Optional.ofNullable(task.owner()).orElse("DevOps Engineer"),
                        Map.of(
                                "checklist", list.name(),
                                "due", task.due().toString(),
                                "daysLate", String.valueOf(late),
                                "line", String.valueOf(task.at().line()))));
            }
        }
    }

    /** Each step up whose day lies ahead, and not too far. */
    private void costs(PlannedFigure cost, LocalDate until) {
        Double before = cost.current();
        for (PlannedValue value : cost.planned()) {
            boolean ahead = !value.by().isBefore(today) && !value.by().isAfter(until);
            if (before != null && value.value() > before && ahead) {
                String more = before > 0 ? ", " + ENGLISH.change((value.value() / before - 1) * 100) : "";
                found.add(new PlanFinding(
                        Kind.COST_STEP,
                        cost.name() + "/" + value.by(),
                        Severity.MEDIUM,
                        "Planned costs rise from %s to %s by %s%s"
                                .formatted(amount(before, cost), amount(value.value(), cost), value.by(), more),
                        "The plan says so (" + value.at().text() + "). The step needs a decision before its day.",
                        List.of(
                                "Decide on the step before " + value.by(),
                                "See what it buys: GET …/upgrade-plan, and what else would do: belastbar what-if"),
                        "Product Owner",
                        Map.of(
                                "before", String.valueOf(before),
                                "after", String.valueOf(value.value()),
                                "unit", cost.unit(),
                                "by", value.by().toString())));
            }
            before = value.value();
        }
    }

    private static String amount(double value, PlannedFigure cost) {
        return ENGLISH.number(value, 2) + " " + cost.unit();
    }

    private void feature(PlannedFeature feature) {
        boolean ahead = feature.by() == null || !feature.by().isBefore(today);
        if (feature.growthFactor() <= 1 || !ahead) {
            return;
        }
        String load = feature.metric() == null ? "the load" : feature.metric();
        found.add(new PlanFinding(
                Kind.FEATURE,
                feature.name(),
                Severity.MEDIUM,
                "Feature %s multiplies %s by %s"
                        .formatted(feature.name(), load, ENGLISH.number(feature.growthFactor(), 2)),
                "The plan says so (" + feature.at().text() + ")"
                        + (feature.by() == null ? "." : ", by " + feature.by() + "."),
                List.of(
                        "Decide whether the feature is worth the capacity that it needs",
                        "See what it needs: belastbar what-if"),
                Optional.ofNullable(feature.owner()).orElse("Product Owner"),
                Map.of(
                        "growthFactor", String.valueOf(feature.growthFactor()),
                        "metric", load,
                        "line", String.valueOf(feature.at().line()))));
    }

    /** The first planned value to come that the system does not carry as it is built. */
    private void beyond(PlannedFigure figure, DesignCeiling ceiling) {
        OptionalDouble most = Units.convert(ceiling.value(), ceiling.unit(), figure.unit());
        if (most.isEmpty()) {
            return;
        }
        figure.planned().stream()
                .filter(value -> !value.by().isBefore(today) && value.value() > most.getAsDouble())
                .findFirst()
                .ifPresent(value -> found.add(new PlanFinding(
                        Kind.BEYOND_DESIGN,
                        figure.name(),
                        Severity.HIGH,
                        "Planned growth of %s is beyond the design: %s by %s, the ceiling is %s"
                                .formatted(
                                        figure.name(),
                                        ENGLISH.number(value.value()),
                                        value.by(),
                                        ENGLISH.number(most.getAsDouble())),
                        ceiling.shownBy() + " The plan says " + ENGLISH.number(value.value()) + " ("
                                + value.at().text() + ").",
                        List.of("Change the design before " + value.by()
                                + ": more of the same machines brings nothing"),
                        "Solution Architect",
                        Map.of(
                                "metric", figure.metric(),
                                "planned", String.valueOf(value.value()),
                                "ceiling", String.valueOf(most.getAsDouble()),
                                "by", value.by().toString()))));
    }
}
