package io.belastbar.profiling.rls.operator;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.check.StatisticsRight;
import io.belastbar.profiling.database.StatementView;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.statement.MeasuredStatement;
import io.belastbar.profiling.statement.StatementCounters;
import io.belastbar.profiling.statement.StatementSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Statements on tables under row-level security whose condition may not enter an index, because its operator is not
 * leakproof: it may see a row only after the policy has let it through. Whether it is, the catalogue of the server says.
 */
public final class LeakproofOperatorsCheck implements DatabaseCheck {
    static final String CAUSE = "leakproof-operator";

    /** Below this share of all time a statement is not worth a word. */
    static final double SHARE_MIN = 0.01;

    /** Below this mean there is nothing to gain. */
    static final double MEAN_MIN_MS = 1;

    @Override
    public String name() {
        return "leakproof-operators";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        Optional<StatementView> view = StatementView.of(session);
        if (view.isEmpty()) {
            return new CheckReport(name(), "Not checked", List.of(StatementView.ABSENT), List.of(), List.of());
        }
        var observed = database.target().observed();
        StatementSnapshot snapshot = view.get()
                .snapshot(session, observed.statementsOf(), observed.planAs().orElse(""));
        List<MeasuredStatement> statements = snapshot.statements().stream()
                .map(LeakproofOperatorsCheck::measured)
                .toList();
        double total = snapshot.statements().stream()
                .filter(StatementCounters::topLevel)
                .mapToDouble(StatementCounters::totalTimeMs)
                .sum();
        List<String> missing =
                snapshot.hidden() > 0 ? StatisticsRight.of(session).missing(StatementView.HIDDEN) : List.of();
        return of(session, observed.planAs().orElse(database.login()), statements, total, missing);
    }

    private static MeasuredStatement measured(StatementCounters one) {
        return new MeasuredStatement(
                one.queryId(),
                one.role(),
                one.query(),
                one.calls(),
                one.totalTimeMs(),
                one.maxTimeMs(),
                one.rows(),
                one.blocksHit(),
                one.blocksRead());
    }

    /**
     * @param totalMs of all statements of the application
     * @param hidden what could not be seen of them
     */
    CheckReport of(
            TargetSession session,
            String reader,
            List<MeasuredStatement> statements,
            double totalMs,
            List<String> hidden) {
        FindWithheld find = new FindWithheld(session, reader);
        Map<List<String>, List<CostlyCondition>> found = new LinkedHashMap<>();
        statements.stream()
                .filter(one -> one.totalTimeMs() >= SHARE_MIN * totalMs && one.meanTimeMs() >= MEAN_MIN_MS)
                .sorted(Comparator.comparingDouble(MeasuredStatement::totalTimeMs)
                        .reversed())
                .forEach(one -> find.of(one).stream()
                        .map(withheld -> new CostlyCondition(one, withheld, one.totalTimeMs() / totalMs))
                        .forEach(costly -> found.computeIfAbsent(costly.same(), key -> new ArrayList<>())
                                .add(costly)));
        List<String> missing = new ArrayList<>(hidden);
        if (!find.failures().isEmpty()) {
            missing.add("plans of " + find.failures().size() + " statements: "
                    + find.failures().getFirst());
        }
        List<Diagnosis> diagnoses =
                found.values().stream().map(OperatorDiagnosis::of).toList();
        return new CheckReport(
                name(),
                diagnoses.isEmpty()
                        ? "No operator that is not leakproof keeps an index from being used"
                        : diagnoses.size()
                                + " conditions under row-level security may not enter their index, because their"
                                + " operator or function is not leakproof",
                missing,
                found.values().stream()
                        .flatMap(List::stream)
                        .map(OperatorDiagnosis::row)
                        .toList(),
                diagnoses);
    }
}
