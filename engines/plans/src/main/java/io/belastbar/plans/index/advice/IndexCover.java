package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.IndexShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The smallest set of indexes of one table that serves all its statements: a set cover, solved greedily. An index serves
 * a statement if it is good enough, that is nearly as good as the statement's best. pganalyze publishes the same view of
 * the problem ("Good Enough" index selection, which takes half of the best cost where we take a seventh).
 */
final class IndexCover {
    /** What one more key of an index must save, as a part of the blocks; so that equal ones stay short. */
    private static final double KEY = 0.03;

    private static final double CARRIED = 0.15;

    /** Blocks of a call below which it is not worth to carry columns along. */
    private static final double CARRIED_BLOCKS = 2;

    /** As pganalyze: within half of the best; and a few blocks are not worth an index of their own. */
    private static final double SHARED = 1.5;

    private static final double SHARED_BLOCKS = 8;

    private static final double PREDICATE = -0.01;

    private final AdvisorLimits limits;
    private final double randomPageCost;

    IndexCover(AdvisorLimits limits, double randomPageCost) {
        this.limits = limits;
        this.randomPageCost = randomPageCost;
    }

    /** The chosen shapes, each with the needs that it serves. */
    Map<IndexShape, List<Need>> of(List<Need> needs, Function<Need, List<IndexShape>> options) {
        Set<IndexShape> pool = new LinkedHashSet<>();
        needs.forEach(need -> pool.addAll(options.apply(need)));
        Map<Need, Map<IndexShape, Double>> served = new LinkedHashMap<>();
        for (Need need : needs) {
            Map<IndexShape, Double> good = goodEnough(need, pool);
            if (!good.isEmpty()) {
                served.put(need, good);
            }
        }
        Map<Need, Set<IndexShape>> shared = new LinkedHashMap<>();
        served.forEach((need, good) -> shared.put(need, sharable(need, good, pool)));
        return pruned(chosen(served), shared);
    }

    /** With what a statement does as well when another statement needs it anyway: a further index must save more. */
    private Set<IndexShape> sharable(Need need, Map<IndexShape, Double> good, Set<IndexShape> pool) {
        double best = best(need, List.copyOf(good.keySet()));
        Set<IndexShape> shapes = new LinkedHashSet<>(good.keySet());
        for (IndexShape shape : pool) {
            double blocks = need.with(shape, randomPageCost);
            boolean gains = blocks * limits.gainMin() <= need.now();
            if (gains && blocks <= Math.max(best * SHARED, best + SHARED_BLOCKS)) {
                shapes.add(shape);
            }
        }
        return shapes;
    }

    /** Blocks of one call with the best of these shapes. */
    double best(Need need, List<IndexShape> shapes) {
        return shapes.stream()
                .mapToDouble(shape -> need.with(shape, randomPageCost))
                .min()
                .orElse(need.now());
    }

    private Map<IndexShape, Double> goodEnough(Need need, Set<IndexShape> pool) {
        Map<IndexShape, Double> costs = new LinkedHashMap<>();
        for (IndexShape shape : pool) {
            double blocks = need.with(shape, randomPageCost);
            if (blocks * limits.gainMin() <= need.now() && need.now() - blocks >= limits.pagesMin() / 4.0) {
                costs.put(shape, weighted(need, shape, blocks));
            }
        }
        double best = costs.values().stream().min(Comparator.naturalOrder()).orElse(0.0);
        costs.values().removeIf(blocks -> blocks > Math.max(best * limits.goodEnough(), best + 1.5));
        return costs;
    }

    /** What is only carried along, as INCLUDE or as a key that answers nothing, must save much: it widens every entry. */
    private static double weighted(Need need, IndexShape shape, double blocks) {
        long carried =
                shape.include().stream().filter(column -> !need.asksFor(column)).count()
                        + shape.keys().stream()
                                .filter(key -> !need.asksFor(key.expression()))
                                .count();
        double weight = 1 + KEY * (shape.keys().size() - 1) + CARRIED * carried + (shape.isPartial() ? PREDICATE : 0);
        return blocks * weight + (carried + shape.include().size() > 0 ? CARRIED_BLOCKS : 0);
    }

    private static Map<IndexShape, List<Need>> chosen(Map<Need, Map<IndexShape, Double>> served) {
        Map<IndexShape, List<Need>> chosen = new LinkedHashMap<>();
        Set<Need> open = new LinkedHashSet<>(served.keySet());
        while (!open.isEmpty()) {
            IndexShape next = next(served, open);
            List<Need> now = open.stream()
                    .filter(need -> served.get(need).containsKey(next))
                    .toList();
            chosen.put(next, now);
            now.forEach(open::remove);
        }
        return chosen;
    }

    /** The shape that serves most of the open needs; among equals the one with the fewest blocks, then the first. */
    private static IndexShape next(Map<Need, Map<IndexShape, Double>> served, Set<Need> open) {
        Map<IndexShape, double[]> totals = new LinkedHashMap<>();
        for (Need need : open) {
            served.get(need).forEach((shape, blocks) -> {
                double[] total = totals.computeIfAbsent(shape, none -> new double[2]);
                total[0]++;
                total[1] += blocks * Math.max(1, need.calls());
            });
        }
        return totals.entrySet().stream()
                .min(Comparator.<Map.Entry<IndexShape, double[]>>comparingDouble(e -> -e.getValue()[0])
                        .thenComparingDouble(e -> e.getValue()[1]))
                .orElseThrow()
                .getKey();
    }

    /** Leaves out what others serve as well. */
    private static Map<IndexShape, List<Need>> pruned(
            Map<IndexShape, List<Need>> chosen, Map<Need, Set<IndexShape>> served) {
        Set<IndexShape> kept = new LinkedHashSet<>(chosen.keySet());
        List<IndexShape> widestFirst = chosen.keySet().stream()
                .sorted(Comparator.comparingInt(
                        (IndexShape shape) -> -shape.keys().size()))
                .toList();
        for (IndexShape shape : widestFirst) {
            Set<IndexShape> others = new HashSet<>(kept);
            others.remove(shape);
            boolean needless = served.values().stream()
                    .filter(good -> good.contains(shape))
                    .allMatch(good -> good.stream().anyMatch(others::contains));
            if (needless) {
                kept.remove(shape);
            }
        }
        Map<IndexShape, List<Need>> result = new LinkedHashMap<>();
        for (IndexShape shape : kept) {
            List<Need> needs = new ArrayList<>();
            served.forEach((need, good) -> {
                if (good.contains(shape)) {
                    needs.add(need);
                }
            });
            result.put(shape, needs);
        }
        return result;
    }
}
