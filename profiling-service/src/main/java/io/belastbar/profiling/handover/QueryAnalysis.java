package io.belastbar.profiling.handover;

import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.contracts.StatementFacts;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The costliest statements of a run as a script: what each took and its plan as comments, and the EXPLAIN that shows it
 * again. Nothing in it runs a statement of the application: EXPLAIN without ANALYZE only plans.
 */
final class QueryAnalysis {
    private static final int STATEMENTS_MAX = 20;
    private static final Set<String> EXPLAINED = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE");

    private final Wording words;
    private final ReportTime time;
    private final StringBuilder text = new StringBuilder();

    private QueryAnalysis(ReportTime time) {
        this.words = Wording.of(QueryAnalysis.class, time.language());
        this.time = time;
    }

    static String of(DatabaseFacts facts, ReportTime time) {
        return new QueryAnalysis(time).write(facts);
    }

    private String write(DatabaseFacts facts) {
        List<StatementFacts> costliest = facts.statements().stream()
                .sorted(Comparator.comparingDouble(QueryAnalysis::totalMs).reversed())
                .limit(STATEMENTS_MAX)
                .toList();
        double all =
                facts.statements().stream().mapToDouble(QueryAnalysis::totalMs).sum();
        comment(words.text("queryAnalysisTitle", facts.system(), facts.target(), facts.runId()));
        comment(words.text(
                "queryAnalysisPeriod",
                facts.from() == null ? ReportLanguage.NOTHING : time.second(facts.from()),
                time.second(facts.to())));
        comment(words.text("queryAnalysisHow"));
        if (facts.note() != null) {
            comment(facts.note());
        }
        int rank = 1;
        for (StatementFacts statement : costliest) {
            text.append('\n');
            statement(rank++, statement, all);
        }
        return text.toString();
    }

    private void statement(int rank, StatementFacts statement, double allMs) {
        ReportLanguage language = words.language();
        double total = totalMs(statement);
        comment(words.text(
                "queryRank",
                rank,
                language.millis(total),
                language.percent(allMs > 0 ? total / allMs : 0),
                statement.calls(),
                language.millis(statement.meanTimeMs()),
                language.millis(statement.maxTimeMs())));
        comment(words.text(
                "queryBlocks",
                statement.blocksHit(),
                statement.blocksRead(),
                language.number(statement.rowsPerCall(), 1)));
        if (statement.planNote() != null) {
            comment(statement.planNote());
        }
        if (statement.plan() != null) {
            comment(words.text("queryPlan"));
            comment(statement.plan().indent(2));
        }
        if (statement.proposal() != null) {
            comment(words.text("queryIndex", statement.proposal().ddl()));
        }
        explain(statement);
    }

    private void explain(StatementFacts statement) {
        String query =
                statement.query() == null ? "" : statement.query().strip().replaceAll(";\\s*$", "");
        boolean plannable = EXPLAINED.contains(statement.kindName()) && !query.contains(";");
        if (plannable) {
            text.append("EXPLAIN (GENERIC_PLAN, VERBOSE)\n").append(query).append(";\n");
        } else {
            comment(query);
        }
    }

    private void comment(String lines) {
        lines.stripTrailing()
                .lines()
                .forEach(line -> text.append("-- ").append(line).append('\n'));
    }

    private static double totalMs(StatementFacts statement) {
        return statement.calls() * statement.meanTimeMs();
    }
}
