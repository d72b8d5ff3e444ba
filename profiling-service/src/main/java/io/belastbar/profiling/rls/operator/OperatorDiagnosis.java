package io.belastbar.profiling.rls.operator;

import io.belastbar.profiling.diagnosis.Diagnosis;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what a condition costs that may not enter its index, and what helps. */
final class OperatorDiagnosis {
    private static final int TEXT_MAX = 2000;

    private OperatorDiagnosis() {}

    /** @param same statements with the same condition, at least one */
    static Diagnosis of(List<CostlyCondition> same) {
        CostlyCondition worst = same.stream()
                .max(Comparator.comparingDouble(one -> one.statement().meanTimeMs()))
                .orElseThrow();
        Withheld withheld = worst.withheld();
        return new Diagnosis(
                LeakproofOperatorsCheck.CAUSE,
                worst.severity(),
                withheld.table(),
                List.of(withheld.column(), withheld.leaking()),
                "Under row-level security " + withheld.leaking() + " keeps " + withheld.column() + " of "
                        + withheld.table() + " from entering index " + withheld.index(),
                description(worst, same.size()),
                List.of(withheld.remedy().text()),
                evidence(worst, same.size()));
    }

    private static String description(CostlyCondition worst, int statements) {
        return String.format(
                Locale.ROOT,
                "%s is not leakproof: PostgreSQL lets it see a row only after the policy of %s has let the row through. So"
                        + " the condition %s is looked at row by row, although index %s would answer it.%n"
                        + "Measured (pg_stat_statements): the statement takes %.1f ms on average over %d calls, %.0f %% of"
                        + " the time of all statements.%s",
                worst.withheld().leaking(),
                worst.withheld().table(),
                worst.withheld().condition(),
                worst.withheld().index(),
                worst.statement().meanTimeMs(),
                worst.statement().calls(),
                100 * worst.share(),
                statements == 1 ? "" : " " + (statements - 1) + " more have the same condition.");
    }

    private static Map<String, String> evidence(CostlyCondition worst, int statements) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("query", shortened(worst.statement().query()));
        evidence.put("queryId", worst.statement().queryId());
        evidence.put("operator", worst.withheld().leaking());
        evidence.put("condition", shortened(worst.withheld().condition()));
        evidence.put("table", worst.withheld().table());
        evidence.put("index", worst.withheld().index());
        evidence.put("remedy", worst.withheld().remedy().kind());
        evidence.put("plan", shortened(worst.withheld().scan()));
        evidence.put("measured", "true");
        evidence.put(
                "meanMs", String.format(Locale.ROOT, "%.2f", worst.statement().meanTimeMs()));
        evidence.put("calls", Long.toString(worst.statement().calls()));
        evidence.put("statements", Integer.toString(statements));
        return evidence;
    }

    static Map<String, Object> row(CostlyCondition one) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("table", one.withheld().table());
        row.put("condition", one.withheld().condition());
        row.put("operator", one.withheld().leaking());
        row.put("index", one.withheld().index());
        row.put("severity", one.severity().name());
        row.put("meanMs", Math.round(one.statement().meanTimeMs() * 100) / 100.0);
        row.put("calls", one.statement().calls());
        row.put("shareOfTime", Math.round(one.share() * 1000) / 1000.0);
        row.put("query", shortened(one.statement().query()));
        row.put("advice", one.withheld().remedy().text());
        return row;
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
    }
}
