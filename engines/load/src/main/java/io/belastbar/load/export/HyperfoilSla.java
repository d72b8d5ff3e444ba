package io.belastbar.load.export;

import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.load.threshold.Condition;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Threshold;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Thresholds as Hyperfoil's SLAs, which are about one step and end the run when they are broken. */
final class HyperfoilSla {

    private final Scenario scenario;

    HyperfoilSla(Scenario scenario) {
        this.scenario = scenario;
    }

    List<Object> of(SendStep step) {
        List<Object> limits = new ArrayList<>();
        for (Threshold threshold : scenario.thresholds()) {
            if (concerns(threshold, step) && expressible(threshold.condition())) {
                limits.add(limit(threshold));
            }
        }
        return limits;
    }

    /** What they lose, as sentences. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Threshold threshold : scenario.thresholds()) {
            String name = "Threshold " + threshold.name();
            if (!expressible(threshold.condition())) {
                notes.add(name
                        + " is left out: Hyperfoil has upper limits of percentiles, of the mean and of errors only.");
            } else if (scenario.sends().stream().noneMatch(step -> concerns(threshold, step))) {
                notes.add(name + " is left out: an SLA is about one step and every tenant.");
            } else {
                notes.add(name + ": an SLA is judged for each phase, and a broken one ends the run.");
                if (threshold.condition().measure() == Measure.Tally.ERROR_RATE) {
                    notes.add(name + ": errors and unexpected answers have the limit each, not together.");
                }
            }
        }
        return notes;
    }

    private boolean concerns(Threshold threshold, SendStep step) {
        long covered = scenario.sends().stream()
                .filter(any -> K6Criteria.covers(threshold.on(), any))
                .count();
        return covered == 1 && threshold.on().tenant() == null && K6Criteria.covers(threshold.on(), step);
    }

    private static boolean expressible(Condition condition) {
        return condition.comparison().limitsFromAbove()
                && switch (condition.measure()) {
                    case Measure.Percentile(BigDecimal percent) ->
                        percent.signum() > 0 && percent.compareTo(BigDecimal.valueOf(100)) < 0;
                    case Measure.Extent extent -> extent == Measure.Extent.MEAN;
                    case Measure.Tally tally -> tally == Measure.Tally.ERROR_RATE;
                };
    }

    private static Map<String, Object> limit(Threshold threshold) {
        Map<String, Object> sla = new LinkedHashMap<>();
        if (threshold.window() != null) {
            sla.put("window", K6Options.duration(threshold.window()));
        }
        BigDecimal limit = threshold.condition().limit();
        switch (threshold.condition().measure()) {
            case Measure.Percentile(BigDecimal percent) ->
                sla.put("limits", Map.of(percent.movePointLeft(2).toPlainString(), time(limit)));
            case Measure.Extent mean -> sla.put("meanResponseTime", time(limit));
            case Measure.Tally errors -> {
                sla.put("errorRatio", limit.doubleValue());
                sla.put("invalidRatio", limit.doubleValue());
            }
        }
        return sla;
    }

    /** Hyperfoil takes no fractions. */
    private static String time(BigDecimal millis) {
        return millis.movePointRight(3).longValue() + "us";
    }
}
