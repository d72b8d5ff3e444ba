package io.belastbar.plans.input;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements of a log, grouped by their text without literals. */
final class LoggedStatements {
    /** Most statements that are kept. */
    static final int STATEMENTS_MAX = 1_000;

    private static final int TEXT_MAX = 2_000;
    private static final int PARAMETERS_MAX = 200;

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private long omitted;

    /** @param kind as the log says it: statement, execute, parse, bind, execute fetch from */
    void add(String kind, double ms, String sql, String detail) {
        String shape = StatementShape.of(sql);
        Group group =
                groups.computeIfAbsent(StatementShape.key(shape), unknown -> new Group(shortened(shape, TEXT_MAX)));
        group.totalMs += ms;
        if (kind.equals("statement") || kind.equals("execute")) {
            group.executed(ms, parameters(detail));
        }
        if (groups.size() > 2 * STATEMENTS_MAX) {
            keepSlowest();
        }
    }

    List<LoggedStatement> slowest() {
        keepSlowest();
        return groups.values().stream().map(Group::figures).toList();
    }

    long omitted() {
        return omitted;
    }

    private void keepSlowest() {
        List<Map.Entry<String, Group>> byTotal = groups.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Group> entry) -> entry.getValue().totalMs)
                        .reversed())
                .toList();
        groups.clear();
        byTotal.stream().limit(STATEMENTS_MAX).forEach(entry -> groups.put(entry.getKey(), entry.getValue()));
        omitted += Math.max(0, byTotal.size() - STATEMENTS_MAX);
    }

    /** Version 16 and above begin with a capital letter. */
    private static String parameters(String detail) {
        String parameters = detail.replaceFirst("^[Pp]arameters: ", "");
        return parameters.equals(detail) ? "" : shortened(parameters.replace("\n\t", "\n"), PARAMETERS_MAX);
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    private static final class Group {
        private final String text;
        private long calls;
        private double totalMs;
        private double executedMs;
        private double maxMs = -1;
        private String slowestParameters = "";

        private Group(String text) {
            this.text = text;
        }

        private void executed(double ms, String parameters) {
            calls++;
            executedMs += ms;
            if (ms > maxMs) {
                maxMs = ms;
                slowestParameters = parameters;
            }
        }

        private LoggedStatement figures() {
            return new LoggedStatement(
                    text, calls, totalMs, calls == 0 ? 0 : executedMs / calls, Math.max(0, maxMs), slowestParameters);
        }
    }
}
