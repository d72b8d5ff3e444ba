package io.belastbar.budget.evaluation;

import io.belastbar.budget.evaluation.Evidence.FactsAnswer;
import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.statement.StatementSelector;
import io.belastbar.budget.statistics.Interval;
import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.StatementFacts;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Holds the promises of one kind of statement against what the database did.
 *
 * <p>Times are judged on the mean of the slowest matching statement: pg_stat_statements keeps no percentile, and knows
 * statements, not transactions. A percentile is kept for certain only when even the slowest call keeps it. Scans are
 * judged on every matching statement that has a plan; an index that is read from end to end is no index scan. Hit ratios are those of shared buffers, over all matching statements.
 */
final class DatabaseEvaluation {

    private static final int NAMED_MAX = 3;

    private DatabaseEvaluation() {}

    static Judgement judge(Objective objective, StatementSelector selector, FactsAnswer answer) {
        return switch (answer) {
            case FactsAnswer.Unknown unknown ->
                Judgement.noData(new Sentence(unknown.reason(), "keine Datenbankfakten: " + unknown.reason()));
            case FactsAnswer.Known known -> judge(objective, selector, known.facts());
        };
    }

    private static Judgement judge(Objective objective, StatementSelector selector, DatabaseFacts facts) {
        var statements = selector.in(facts);
        if (statements.isEmpty()) {
            var note = facts.note() == null ? "" : " (" + facts.note() + ")";
            return Judgement.noData(new Sentence(
                    "profiling-service saw no " + selector.text() + " during the run" + note,
                    "profiling-service sah während des Laufs keine " + selector.german() + note));
        }
        return switch (objective.measure()) {
            case QUERY_TIME, TRANSACTION_TIME, RESPONSE_TIME, DURATION -> time(objective, statements);
            case INDEX_SCAN ->
                scan(
                        statements,
                        statement -> !selector.seesIndexScan(statement),
                        violating -> withoutIndexScan(violating, selector),
                        "index scan");
            case SEQ_SCAN_ALLOWED ->
                scan(
                        statements,
                        selector::seesSequentialScan,
                        violating -> on("sequential scan", violating, StatementFacts::seqScanTables),
                        "no sequential scan");
            case HIT_RATIO -> hitRatio(objective, statements);
            default ->
                Judgement.noData(new Sentence(
                        "profiling-service does not measure "
                                + objective.measure().key() + " of statements",
                        "profiling-service misst " + objective.measure().key() + " von Anweisungen nicht"));
        };
    }

    private static Judgement time(Objective objective, List<StatementFacts> statements) {
        var slowest = statements.stream()
                .max(Comparator.comparingDouble(StatementFacts::meanTimeMs))
                .orElseThrow();
        var basis = basis(objective, statements, slowest);
        var mean = Interval.unknown(slowest.meanTimeMs());
        if (objective.statistic().isPercentile() || objective.statistic() == Statistic.PEAK) {
            return percentile(objective, statements, mean, basis);
        }
        var verdict = keeps(objective, slowest.meanTimeMs()) ? ObjectiveVerdict.PASS : ObjectiveVerdict.FAIL;
        return Judgement.of(verdict, objective, mean, calls(statements), basis);
    }

    private static Judgement percentile(
            Objective objective, List<StatementFacts> statements, Interval mean, Sentence basis) {
        var slowestCallMs =
                statements.stream().mapToDouble(StatementFacts::maxTimeMs).max().orElseThrow();
        if (keeps(objective, slowestCallMs)) {
            var reason = new Sentence(
                    "even the slowest call took no longer than " + Dimension.TIME.text(slowestCallMs),
                    "selbst der langsamste Aufruf brauchte nicht länger als "
                            + Dimension.TIME.text(slowestCallMs, ReportLanguage.GERMAN));
            return Judgement.of(
                    ObjectiveVerdict.PASS, objective, Interval.unknown(slowestCallMs), calls(statements), reason);
        }
        var reason = new Sentence(
                "pg_stat_statements keeps no percentile, and some call took " + Dimension.TIME.text(slowestCallMs)
                        + "; " + basis.english(),
                "pg_stat_statements führt keine Perzentile, und ein Aufruf brauchte "
                        + Dimension.TIME.text(slowestCallMs, ReportLanguage.GERMAN) + "; " + basis.german());
        return Judgement.of(ObjectiveVerdict.INCONCLUSIVE, objective, mean, calls(statements), reason);
    }

    private static Sentence basis(Objective objective, List<StatementFacts> statements, StatementFacts slowest) {
        var transaction = objective.measure() == Measure.TRANSACTION_TIME;
        var english = transaction
                ? "judged on the statement's mean over the run; a transaction takes at least as long"
                : "judged on the mean over the run";
        var german = transaction
                ? "beurteilt nach dem Mittel der Anweisung im Lauf; eine Transaktion dauert mindestens so lange"
                : "beurteilt nach dem Mittel im Lauf";
        return Sentence.of(language -> language.choose(
                        "%s; langsamste von %d passenden: %s (%s Aufrufe, %s Zeilen je Aufruf, längster seit Zählbeginn %s)",
                        "%s; slowest of %d matching: %s (%s calls, %s rows a call, longest since counting began %s)")
                .formatted(
                        language.choose(german, english),
                        statements.size(),
                        slowest.excerpt(),
                        slowest.calls(),
                        Dimension.COUNT.text(slowest.rowsPerCall(), language),
                        Dimension.TIME.text(slowest.maxTimeMs(), language)));
    }

    /** Judged as it was: neighbouring blocks are read together, so that no interval could be given. */
    private static Judgement hitRatio(Objective objective, List<StatementFacts> statements) {
        var hit = statements.stream().mapToLong(StatementFacts::blocksHit).sum();
        var blocks =
                hit + statements.stream().mapToLong(StatementFacts::blocksRead).sum();
        if (blocks == 0) {
            return Judgement.noData(new Sentence(
                    "the matching statements touched no block", "die passenden Anweisungen berührten keinen Block"));
        }
        var ratio = (double) hit / blocks;
        return Judgement.of(
                objective.limit().keptBy(ratio) ? ObjectiveVerdict.PASS : ObjectiveVerdict.FAIL,
                objective,
                Interval.unknown(ratio),
                blocks,
                new Sentence(
                        "%d of %d blocks were found in shared buffers".formatted(hit, blocks),
                        "%d von %d Blöcken lagen in den Shared Buffers".formatted(hit, blocks)));
    }

    private static Judgement scan(
            List<StatementFacts> statements,
            Predicate<StatementFacts> violates,
            Function<List<StatementFacts>, String> bad,
            String good) {
        var planned = statements.stream().filter(StatementFacts::scans).toList();
        if (planned.isEmpty()) {
            var notes = notes(statements);
            var reason = new Sentence(
                    "no plan tells how the rows are found: " + notes.english(),
                    "kein Plan sagt, wie die Zeilen gefunden werden: " + notes.german());
            return new Judgement(ObjectiveVerdict.INCONCLUSIVE, null, null, calls(statements), reason);
        }
        var violating = planned.stream().filter(violates).toList();
        if (violating.isEmpty()) {
            return new Judgement(ObjectiveVerdict.PASS, good, null, calls(planned), matched(planned, planned));
        }
        return new Judgement(
                ObjectiveVerdict.FAIL, bad.apply(violating), null, calls(planned), violated(violating, planned));
    }

    /** Named for what it is where it is the only fault: an index that is read from end to end. */
    private static String withoutIndexScan(List<StatementFacts> violating, StatementSelector selector) {
        return violating.stream().allMatch(StatementFacts::usesIndexScan)
                ? on("whole index read", violating, selector::wholeIndexScans)
                : on("no index scan", violating, StatementFacts::seqScanTables);
    }

    private static String on(
            String what, List<StatementFacts> statements, Function<StatementFacts, List<String>> tablesOf) {
        var tables = statements.stream()
                .flatMap(statement -> tablesOf.apply(statement).stream())
                .distinct()
                .toList();
        return tables.isEmpty() ? what : what + " on " + String.join(", ", tables);
    }

    private static Sentence violated(List<StatementFacts> violating, List<StatementFacts> planned) {
        var all = matched(planned, violating);
        return new Sentence(violating.size() + " of " + all.english(), violating.size() + " von " + all.german());
    }

    private static Sentence matched(List<StatementFacts> all, List<StatementFacts> named) {
        var names = named.stream()
                .sorted(Comparator.comparingDouble((StatementFacts fact) -> fact.meanTimeMs() * fact.calls())
                        .reversed())
                .limit(NAMED_MAX)
                .map(StatementFacts::excerpt)
                .collect(Collectors.joining("; "));
        var more = named.size() - NAMED_MAX;
        return new Sentence(
                "%d matching statement%s: %s%s"
                        .formatted(
                                all.size(),
                                all.size() == 1 ? "" : "s",
                                names,
                                more > 0 ? "; and " + more + " more" : ""),
                "%d passende%s: %s%s"
                        .formatted(
                                all.size(),
                                all.size() == 1 ? " Anweisung" : "n Anweisungen",
                                names,
                                more > 0 ? "; und " + more + " weitere" : ""));
    }

    private static Sentence notes(List<StatementFacts> statements) {
        var notes = statements.stream()
                .map(StatementFacts::planNote)
                .filter(note -> note != null && !note.isBlank())
                .distinct()
                .collect(Collectors.joining("; "));
        return notes.isEmpty() ? matched(statements, statements) : Sentence.verbatim(notes);
    }

    private static boolean keeps(Objective objective, double millis) {
        return objective.limit().keptBy(Dimension.TIME.magnitude(millis));
    }

    private static long calls(List<StatementFacts> statements) {
        return statements.stream().mapToLong(StatementFacts::calls).sum();
    }
}
