package io.belastbar.plans.rule.scan;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.index.ScanIndex;
import io.belastbar.plans.rule.SqlNames;
import io.belastbar.plans.rule.Telling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which index serves the condition of a scan, as far as the plan alone tells: a plain one, one on an expression, one of
 * trigrams. The others get no SQL rather than a wrong one.
 *
 * @param kind the last part of the text's key
 * @param sql null if there is none
 */
record IndexRemedy(String kind, String sql, String condition) {
    private static final Pattern CONTAINS = Pattern.compile("\\(?([\\w.\"]+)\\)?(?:::text)? ~~\\*? '[%_]");
    private static final Pattern PREFIX = Pattern.compile("\\(?([\\w.\"]+)\\)?(?:::text)? ~~ '[^%_']");
    private static final Pattern ELEMENT =
            Pattern.compile(" = ANY \\(((?:(?:[a-z_]\\w*|\"[^\"]+\")\\.)?(?:[a-z_]\\w*|\"[^\"]+\"))\\)");
    private static final Pattern EXPRESSION = Pattern.compile(
            "\\(((?:lower|upper|md5|abs|length|btrim|reverse)\\(" + "(?:\\(?[\\w.\"]+\\)?(?:::text)?)\\)) = ");

    /** @param condition the filter that removes the rows */
    static IndexRemedy of(MeasuredNode scan, String condition) {
        Optional<String> table = SqlNames.table(scan);
        if (table.isEmpty()) {
            return new IndexRemedy("condition", null, condition);
        }
        ScanIndex index = index(scan, condition);
        if (condition.contains(" OR ") && index.proposal().isEmpty()) {
            return new IndexRemedy("or", null, condition);
        }
        if (isInOrderOnly(scan)) {
            return inOrder(scan, index, table.get(), condition);
        }
        return index.proposal()
                .map(proposal -> new IndexRemedy("index", proposal.ddl(), condition))
                .or(() -> matched(EXPRESSION, condition)
                        .map(key -> new IndexRemedy("expression", ddl(table.get(), "(" + own(key) + ")"), condition)))
                .or(() -> matched(CONTAINS, condition)
                        .map(key -> new IndexRemedy("trigrams", trigrams(table.get(), own(key)), condition)))
                .or(() -> matched(PREFIX, condition)
                        .map(key ->
                                new IndexRemedy("prefix", ddl(table.get(), own(key) + " text_pattern_ops"), condition)))
                .or(() -> matched(ELEMENT, condition)
                        .map(column -> new IndexRemedy("element", own(column) + " @> ARRAY[…]", condition)))
                .orElseGet(() -> new IndexRemedy(index.castsColumn() ? "cast" : "condition", null, condition));
    }

    /** A condition that a sub-query decides: its time is the sub-query's, and no index serves it. */
    static boolean isOfSubQuery(MeasuredNode scan, String condition) {
        return condition.contains("SubPlan ")
                && index(scan, condition).proposal().isEmpty();
    }

    void tell(Telling telling, String table) {
        telling.remedyShared("index.remedy." + kind, table, Objects.requireNonNullElse(sql, ""), condition);
        if (sql != null && !kind.equals("order") && !kind.equals("element")) {
            telling.evidence("sql", sql);
        }
    }

    /** An index that is read for its order, under a LIMIT mostly, and whose rows are then filtered. */
    private static boolean isInOrderOnly(MeasuredNode scan) {
        return scan.is("Index Scan", "Index Only Scan")
                && !scan.attributes().has("Index Cond")
                && scan.parent().filter(above -> !above.is("Aggregate")).isPresent();
    }

    private static IndexRemedy inOrder(MeasuredNode scan, ScanIndex index, String table, String condition) {
        String order = scan.attributes().text("Index Name").orElse("");
        return index.proposal()
                .map(proposal -> new IndexRemedy(
                        "order",
                        "CREATE INDEX CONCURRENTLY ON " + table + " (" + String.join(", ", proposal.columns())
                                + ", columns of " + order + ")",
                        condition))
                .orElseGet(() -> new IndexRemedy("condition", null, condition));
    }

    private static ScanIndex index(MeasuredNode scan, String condition) {
        List<String> conditions = new ArrayList<>();
        conditions.add(scan.attributes().text("Index Cond").orElse(null));
        conditions.add(scan.attributes().text("Recheck Cond").orElse(null));
        conditions.add(condition);
        return new ScanIndex(
                scan.attributes().text("Schema").orElse(null),
                scan.attributes().text("Relation Name").orElseThrow(),
                scan.attributes().text("Alias").orElse(null),
                conditions,
                List.of());
    }

    private static Optional<String> matched(Pattern pattern, String condition) {
        Matcher matcher = pattern.matcher(condition);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** An index names the columns of its table without the table's name. */
    private static String own(String expression) {
        return expression.replaceAll("(?:\\w+|\"[^\"]+\")\\.", "");
    }

    private static String ddl(String table, String key) {
        return "CREATE INDEX CONCURRENTLY ON " + table + " (" + key + ")";
    }

    private static String trigrams(String table, String column) {
        return "CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE INDEX CONCURRENTLY ON " + table + " USING gin (" + column
                + " gin_trgm_ops)";
    }
}
