package io.belastbar.load.scenario;

import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.quantity.Count;
import io.belastbar.quantity.Limit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A script of SQL statements, measured as one.
 *
 * @param transaction whether BEGIN and COMMIT stand around the statements
 * @param rows how many rows the last statement must return or change; null if any number is right
 * @param extract variable → column of a result's first row. Where several results have the column it is the last one's, also
 *     if that has no row: an earlier one would hide that the row is missing
 */
public record SqlStep(
        String name,
        List<SqlStatement> statements,
        boolean transaction,
        Limit<Count> rows,
        Map<String, String> extract,
        String endpoint,
        String tag)
        implements SendStep {

    public SqlStep {
        statements = List.copyOf(statements);
        extract = Map.copyOf(extract);
    }

    /** Whether so many rows are right. */
    public boolean accepts(long count) {
        return rows == null || rows.keptBy(count);
    }

    @Override
    public Set<String> variables() {
        Set<String> variables = new TreeSet<>();
        statements.forEach(
                statement -> statement.parameters().forEach(parameter -> variables.addAll(parameter.variables())));
        return variables;
    }

    /**
     * One statement with its parameters.
     *
     * @param sql with {@code $1}, {@code $2} … for the parameters
     * @param parameters sent as text; PostgreSQL casts them to the types that the statement needs
     */
    public record SqlStatement(String sql, List<Template> parameters) {

        public SqlStatement {
            parameters = List.copyOf(parameters);
        }
    }
}
