package io.belastbar.budget.measurement.prometheus.counter;

import io.belastbar.budget.measurement.prometheus.counter.CounterState.Reading;
import io.belastbar.prometheus.PrometheusSeries;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What two counters rose by, step by step, from what they read at an earlier look. Each series is one process: one that falls
 * has started anew from zero (a counter reset, as {@code increase()} understands it), and one that was not there before has
 * started since. What lies between two looks is counted once, however far they are apart; nothing is extrapolated.
 *
 * <p>Both counters may be scraped at moments of their own, so that a part is seen before its whole. It waits for it. Parts that
 * are more than twice their wholes are no parts of them.
 *
 * @param steps of which something was counted
 * @param after what the counters read at the end
 * @param problem why some of it was not counted; empty otherwise
 */
public record CounterSteps(List<Step> steps, CounterState after, Optional<String> problem) {

    private static final double PARTS_MAX = 2;
    private static final double ROUNDING = 1e-9;

    /** From the step before to this moment. */
    public record Step(Instant at, double part, double whole) {}

    /** At the first look nothing can be counted yet. */
    public static CounterState first(Instant at, List<PrometheusSeries> parts, List<PrometheusSeries> wholes) {
        return new CounterState(at, readings(parts), readings(wholes), 0);
    }

    private static Map<String, Reading> readings(List<PrometheusSeries> series) {
        var readings = new HashMap<String, Reading>();
        for (var one : series) {
            var last = one.values().lastEntry();
            readings.put(name(one), new Reading(last.getValue(), last.getKey()));
        }
        return readings;
    }

    /** Values at or before the state's own moment are known already and left out. */
    public static CounterSteps since(CounterState before, List<PrometheusSeries> parts, List<PrometheusSeries> wholes) {
        var partReadings = new HashMap<>(before.parts());
        var wholeReadings = new HashMap<>(before.wholes());
        var risenParts = risen(before.at(), parts, partReadings);
        var risenWholes = risen(before.at(), wholes, wholeReadings);
        var moments = new TreeSet<>(risenWholes.keySet());
        moments.addAll(risenParts.keySet());
        var steps = new ArrayList<Step>();
        var over = before.over();
        Optional<String> problem = Optional.empty();
        for (var at : moments) {
            var part = risenParts.getOrDefault(at, 0.0) + over;
            var whole = risenWholes.getOrDefault(at, 0.0);
            var counted = Math.min(part, whole);
            over = part - counted;
            if (whole > 0 && part > PARTS_MAX * whole * (1 + ROUNDING)) {
                problem = Optional.of(
                        "the counter rose by " + part + ", what it should be a part of by " + whole + " only");
                over = 0;
            } else if (whole > 0) {
                steps.add(new Step(at, counted, whole));
            }
        }
        var end = moments.isEmpty() ? before.at() : moments.last();
        return new CounterSteps(List.copyOf(steps), new CounterState(end, partReadings, wholeReadings, over), problem);
    }

    /** By how much all series rose up to each moment; the readings are those of the end afterwards. */
    private static Map<Instant, Double> risen(
            Instant after, List<PrometheusSeries> series, Map<String, Reading> readings) {
        var risen = new TreeMap<Instant, Double>();
        for (var one : series) {
            var name = name(one);
            one.values().tailMap(after).forEach((at, value) -> {
                if (at.isAfter(after)) {
                    var last = readings.containsKey(name) ? readings.get(name).value() : 0;
                    risen.merge(at, value >= last ? value - last : value, Double::sum);
                    readings.put(name, new Reading(value, at));
                }
            });
        }
        return risen;
    }

    /** Labels in their order; short, because it is kept for each series. */
    private static String name(PrometheusSeries series) {
        var labels = new TreeMap<>(series.labels()).toString();
        return UUID.nameUUIDFromBytes(labels.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
