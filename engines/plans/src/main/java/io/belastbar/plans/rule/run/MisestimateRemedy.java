package io.belastbar.plans.rule.run;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.rule.SqlNames;
import io.belastbar.plans.rule.Telling;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What makes the estimate of a node better, by what it reads and on which condition.
 *
 * @param kind the last part of the text's key
 * @param sql null if there is none
 */
record MisestimateRemedy(String kind, String sql) {
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+");
    private static final Pattern COLUMN = Pattern.compile(
            "(?:^|[(\\s])(?:(?:\\w+|\"[^\"]+\")\\.)?([a-z_]\\w*|\"[^\"]+\")(?:\\)?::\\w+)? (?:=|<|>|<=|>=|~~) ");

    static MisestimateRemedy of(MeasuredNode node) {
        String condition = Stream.of("Index Cond", "Recheck Cond", "Filter")
                .flatMap(key -> node.attributes().text(key).stream())
                .collect(Collectors.joining(" AND "));
        Optional<String> table = SqlNames.table(node);
        if (PARAMETER.matcher(condition).find()) {
            return new MisestimateRemedy("generic", "SET plan_cache_mode = force_custom_plan");
        }
        if (node.is("Function Scan", "Table Function Scan", "ProjectSet")) {
            return new MisestimateRemedy("function", null);
        }
        if (table.isEmpty()) {
            return ofGroupsOrJoin(node);
        }
        Set<String> columns = columns(condition);
        return columns.size() > 1
                ? new MisestimateRemedy(
                        "columns",
                        "CREATE STATISTICS ON " + String.join(", ", columns) + " FROM " + table.get() + "; ANALYZE "
                                + table.get())
                : new MisestimateRemedy("table", "ANALYZE " + table.get());
    }

    private static MisestimateRemedy ofGroupsOrJoin(MeasuredNode node) {
        List<String> keys = node.attributes().list("Group Key");
        String expressions = keys.stream().filter(key -> key.contains("(")).collect(Collectors.joining(", "));
        if (!expressions.isEmpty()) {
            return new MisestimateRemedy("expressions", "CREATE STATISTICS ON " + expressions + " FROM …");
        }
        return new MisestimateRemedy(node.is("Aggregate", "Group", "Unique") ? "groups" : "join", null);
    }

    void tell(Telling telling) {
        telling.remedyAs("remedy." + kind, Objects.requireNonNullElse(sql, ""));
        if (sql != null && !sql.contains("…")) {
            telling.evidence("sql", sql);
        }
    }

    /** Since version 14 statistics need no name; on older ones the statement says so. At most eight columns are allowed. */
    private static Set<String> columns(String condition) {
        Set<String> columns = new LinkedHashSet<>();
        Matcher matcher = COLUMN.matcher(condition);
        while (matcher.find() && columns.size() < 8) {
            columns.add(matcher.group(1));
        }
        columns.removeAll(List.of("and", "or", "not"));
        return columns;
    }
}
