package io.belastbar.plans.input;

import io.belastbar.document.DocumentNode.Place;
import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The plans of a log: one a statement and shape, the slowest, so that a plan that flips is seen as two. */
final class LoggedPlans {
    /** Most plans of a log that are kept. */
    static final int PLANS_MAX = 100;

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private long omitted;

    /**
     * @param line of the log entry
     * @throws io.belastbar.document.InvalidInput if the text is no plan in JSON
     */
    void add(String text, Place start, int line, double ms) {
        for (Plan plan : PlanText.plans(text, start, OptionalDouble.of(ms))) {
            String key = plan.queryText().map(StatementShape::of).orElse("") + shape(plan);
            Group group = groups.computeIfAbsent(key, unknown -> new Group());
            group.add(plan, line, ms);
        }
        if (groups.size() > 2 * PLANS_MAX) {
            keepSlowest();
        }
    }

    List<ReadPlan> slowest() {
        keepSlowest();
        return groups.values().stream().map(Group::read).toList();
    }

    long omitted() {
        return omitted;
    }

    private void keepSlowest() {
        List<Map.Entry<String, Group>> bySpeed = groups.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Group> entry) -> entry.getValue().maxMs)
                        .reversed())
                .toList();
        groups.clear();
        bySpeed.stream().limit(PLANS_MAX).forEach(entry -> groups.put(entry.getKey(), entry.getValue()));
        omitted += bySpeed.stream()
                .skip(PLANS_MAX)
                .mapToLong(entry -> entry.getValue().calls)
                .sum();
    }

    private static String shape(Plan plan) {
        return plan.nodes().stream().map(LoggedPlans::shape).collect(Collectors.joining("\n", "\n", ""));
    }

    private static String shape(MeasuredNode node) {
        return node.depth()
                + node.type()
                + node.attributes().text("Relation Name").orElse("")
                + node.attributes().text("Index Name").orElse("");
    }

    private static final class Group {
        private Plan slowest;
        private long calls;
        private double totalMs;
        private double maxMs = -1;
        private int line;

        private void add(Plan plan, int line, double ms) {
            calls++;
            totalMs += ms;
            if (ms > maxMs) {
                maxMs = ms;
                slowest = plan;
                this.line = line;
            }
        }

        private ReadPlan read() {
            return new ReadPlan(slowest, line, calls, totalMs / calls, maxMs);
        }
    }
}
