package io.belastbar.budget.evaluation;

import io.belastbar.budget.database.DatabaseFacts;
import io.belastbar.budget.database.FactsAnswer;
import io.belastbar.budget.database.StatementFacts;
import io.belastbar.budget.objective.DatabaseBudget;
import io.belastbar.budget.objective.DatabaseObjective;
import io.belastbar.budget.objective.DatabaseObjective.IndexScanRequired;
import io.belastbar.budget.objective.DatabaseObjective.QueryTime;
import io.belastbar.budget.objective.DatabaseObjective.SeqScanForbidden;
import io.belastbar.budget.objective.DatabaseObjective.TransactionTime;
import io.belastbar.budget.quantity.Limit;
import io.belastbar.budget.quantity.TimeSpan;
import io.belastbar.contracts.ObjectiveVerdict;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Holds the promises of one kind of statement against what the database did.
 *
 * <p>Times are judged on the mean of the slowest matching statement: pg_stat_statements keeps no percentile, and knows
 * statements, not transactions. Scans are judged on every matching statement that has a plan.
 */
final class DatabaseEvaluation {

    private static final int NAMED_MAX = 3;

    private DatabaseEvaluation() {}

    static Judgement judge(DatabaseBudget budget, DatabaseObjective objective, FactsAnswer answer) {
        return switch (answer) {
            case FactsAnswer.Unknown unknown -> Judgement.noData(unknown.reason());
            case FactsAnswer.Known known -> judge(budget, objective, known.facts());
        };
    }

    private static Judgement judge(DatabaseBudget budget, DatabaseObjective objective, DatabaseFacts facts) {
        var statements = budget.selector().in(facts);
        if (statements.isEmpty()) {
            var note = facts.note() == null ? "" : " (" + facts.note() + ")";
            return Judgement.noData(
                    "profiling-service saw no " + budget.selector().text() + " during the run" + note);
        }
        return switch (objective) {
            case QueryTime queryTime -> meanTime(queryTime.limit(), statements, "judged on the mean over the run");
            case TransactionTime transactionTime ->
                meanTime(
                        transactionTime.limit(),
                        statements,
                        "judged on the statement's mean over the run; a transaction takes at least as long");
            case IndexScanRequired required ->
                scan(statements, statement -> !statement.usesIndexScan(), "no index scan", "index scan");
            case SeqScanForbidden forbidden ->
                scan(statements, budget.selector()::seesSequentialScan, "sequential scan", "no sequential scan");
        };
    }

    private static Judgement meanTime(Limit<TimeSpan> limit, List<StatementFacts> statements, String basis) {
        var slowest = statements.stream()
                .max(Comparator.comparingDouble(StatementFacts::meanTimeMs))
                .orElseThrow();
        var meanNanos = slowest.meanTimeMs() * 1e6;
        var reason = "%s; slowest of %d matching: %s (%s calls, %s rows a call, longest since counting began %s)"
                .formatted(
                        basis,
                        statements.size(),
                        slowest.excerpt(),
                        slowest.calls(),
                        Wording.number(slowest.rowsPerCall()),
                        Wording.millis(slowest.maxTimeMs()));
        return new Judgement(
                limit.keptBy(meanNanos) ? ObjectiveVerdict.PASS : ObjectiveVerdict.FAIL,
                Wording.millis(slowest.meanTimeMs()),
                limit.headroomPercent(meanNanos),
                calls(statements),
                reason);
    }

    private static Judgement scan(
            List<StatementFacts> statements, Predicate<StatementFacts> violates, String bad, String good) {
        var planned = statements.stream().filter(StatementFacts::scans).toList();
        if (planned.isEmpty()) {
            var reason = "no plan tells how the rows are found: " + notes(statements);
            return new Judgement(ObjectiveVerdict.INCONCLUSIVE, null, null, calls(statements), reason);
        }
        var violating = planned.stream().filter(violates).toList();
        if (violating.isEmpty()) {
            return new Judgement(ObjectiveVerdict.PASS, good, null, calls(planned), matched(planned));
        }
        var tables = violating.stream()
                .flatMap(statement -> statement.seqScanTables().stream())
                .distinct()
                .toList();
        var observed = tables.isEmpty() ? bad : bad + " on " + String.join(", ", tables);
        return new Judgement(ObjectiveVerdict.FAIL, observed, null, calls(planned), violated(violating, planned));
    }

    private static String violated(List<StatementFacts> violating, List<StatementFacts> planned) {
        return "%d of %s".formatted(violating.size(), matched(planned, violating));
    }

    private static String matched(List<StatementFacts> statements) {
        return matched(statements, statements);
    }

    private static String matched(List<StatementFacts> all, List<StatementFacts> named) {
        var names = named.stream()
                .sorted(Comparator.comparingDouble((StatementFacts fact) -> fact.meanTimeMs() * fact.calls())
                        .reversed())
                .limit(NAMED_MAX)
                .map(StatementFacts::excerpt)
                .collect(Collectors.joining("; "));
        var more = named.size() > NAMED_MAX ? "; and " + (named.size() - NAMED_MAX) + " more" : "";
        return "%d matching statement%s: %s%s".formatted(all.size(), all.size() == 1 ? "" : "s", names, more);
    }

    private static String notes(List<StatementFacts> statements) {
        var notes = statements.stream()
                .map(StatementFacts::planNote)
                .filter(note -> note != null && !note.isBlank())
                .distinct()
                .collect(Collectors.joining("; "));
        return notes.isEmpty() ? matched(statements) : notes;
    }

    private static long calls(List<StatementFacts> statements) {
        return statements.stream().mapToLong(StatementFacts::calls).sum();
    }
}
