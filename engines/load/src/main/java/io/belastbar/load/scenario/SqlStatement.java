package io.belastbar.load.scenario;

import java.util.List;

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
