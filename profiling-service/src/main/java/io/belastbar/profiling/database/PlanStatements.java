package io.belastbar.profiling.database;

import io.belastbar.plans.PlanParser;
import io.belastbar.profiling.statement.MeasuredStatement;
import io.belastbar.profiling.statement.StatementText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plans an application's statements as a role that reads what it reads, and runs none of them. */
public final class PlanStatements {
    private final TargetSession session;
    private final String reader;
    private final Map<String, String> settings;
    private final GenericPlan plans;

    /** @param reader as whom */
    public PlanStatements(TargetSession session, String reader) {
        this.session = session;
        this.reader = reader;
        this.plans = new GenericPlan(session);
        List<String> policies = new ArrayList<>();
        session.rows(CatalogueRepository.POLICIES).forEach(row -> policies.add(row.text("condition")));
        this.settings = SessionSettings.placeholders(policies);
    }

    /** The first of them that read or write, at most so many; what cannot be planned says why. */
    public List<PlannedStatement> plan(List<MeasuredStatement> statements, int max) {
        return statements.stream()
                .flatMap(statement ->
                        StatementText.of(statement.query())
                                .map(text -> session.inTransaction(() -> plan(statement, text)))
                                .stream())
                .limit(max)
                .toList();
    }

    /** The numbers in pg_type of a planned statement's parameters, in order; empty when they cannot be inferred. */
    public List<Long> parameterTypes(PlannedStatement planned) {
        try {
            return session.inTransaction(() -> {
                session.rows(
                        CatalogueRepository.TAKE_ROLE,
                        reader,
                        planned.measured().role());
                return plans.parameterTypes(planned.text().plannable());
            });
        } catch (QueryRefused refused) {
            return List.of();
        }
    }

    private PlannedStatement plan(MeasuredStatement statement, StatementText text) {
        String written = null;
        try {
            session.rows(CatalogueRepository.TAKE_ROLE, reader, statement.role());
            written = text.writes() == null ? null : written(text.writes());
            if (statement.query().endsWith(StatementView.CUT)) {
                return unplanned(
                        statement, text, "its text is longer than " + StatementView.TEXT_MAX + " characters", written);
            }
            if (text.plannable() == null) {
                return unplanned(statement, text, text.reason(), written);
            }
            settings.forEach((name, value) -> session.rows("SELECT set_config($1, $2, true)", name, value));
            String plan = plans.explain(text.plannable());
            return PlanParser.readsNothing(plan)
                    ? unplanned(
                            statement, text, reader + " sees no row of it; do the policies name that role?", written)
                    : PlannedStatement.of(statement, text, PlanParser.plan(plan), written);
        } catch (QueryRefused refused) {
            return new PlannedStatement(statement, text, null, reason(refused), written);
        }
    }

    /** A table by the name that the statement gives it; null when there is none. */
    private String written(String name) {
        return session.rows(CatalogueRepository.WRITTEN, name).stream()
                .map(row -> row.text("name"))
                .findFirst()
                .orElse(null);
    }

    private static PlannedStatement unplanned(
            MeasuredStatement statement, StatementText text, String reason, String written) {
        return new PlannedStatement(statement, text, null, "Not explained: " + reason, written);
    }

    private String reason(QueryRefused refused) {
        return refused.isNotPermitted()
                ? "Not explained: " + reader + " may not read it: " + refused.getMessage()
                : "PostgreSQL cannot plan it without its parameters: " + refused.getMessage();
    }
}
