package io.belastbar.plans.rule.scan;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.SqlNames;
import io.belastbar.plans.rule.Telling;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition with a list of 1,000 constants or more ({@code IN (…)}, {@code = ANY ('{…}')}): parsed and planned anew each
 * time, and to the planner only a number of values, whatever they are.
 *
 * <p>Source: PostgreSQL documentation, 9.25 "Row and Array Comparisons"; the limit is the hundredth part of what the wire
 * format lets through (65,535 parameters), rounded up to where planning takes milliseconds.
 */
public final class LongValueList implements PlanRule {
    private static final int VALUES_MIN = 1_000;
    private static final List<String> CONDITIONS = List.of("Filter", "Index Cond", "Recheck Cond", "Join Filter");
    private static final Pattern LIST = Pattern.compile("(?:ANY|ALL) \\('\\{([^']*)}'");

    @Override
    public String name() {
        return "long-value-list";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> !node.is("Bitmap Index Scan"))
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode node) {
        long values = CONDITIONS.stream()
                .flatMap(key -> node.attributes().text(key).stream())
                .mapToLong(LongValueList::longest)
                .max()
                .orElse(0);
        Gain gain = Gain.whole(plan, node);
        if (values < VALUES_MIN || node.isNeverExecuted() || !gain.isWorthIt()) {
            return Optional.empty();
        }
        return Optional.of(Telling.of(this, plan, node, gain)
                .weighing(0.5)
                .seen(SqlNames.label(node), (double) values)
                .remedy()
                .threshold((double) VALUES_MIN)
                .evidence("values", values)
                .advice());
    }

    private static long longest(String condition) {
        Matcher list = LIST.matcher(condition);
        long longest = 0;
        while (list.find()) {
            longest = Math.max(
                    longest, 1 + list.group(1).chars().filter(c -> c == ',').count());
        }
        return longest;
    }
}
