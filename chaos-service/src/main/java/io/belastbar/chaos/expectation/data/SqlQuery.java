package io.belastbar.chaos.expectation.data;

import io.belastbar.chaos.expectation.ExpectationFields;
import java.util.regex.Pattern;

/**
 * A query of a registered database. It runs in a transaction that is read only and is
 * rolled back; beside that the text must be one that reads.
 *
 * @param credential by which it is asked: the one of the target's name unless another is said
 */
public record SqlQuery(String target, String sql, String credential) {

    private static final Pattern READS = Pattern.compile("(?is)\\s*(select|with|values|table|show)\\b.*");

    static SqlQuery read(ExpectationFields fields) {
        return of(fields.name("target"), fields);
    }

    /** Of a database that stands in a field of another name. */
    static SqlQuery of(String target, ExpectationFields fields) {
        return new SqlQuery(
                target, reading(fields), fields.optionalName("credential").orElse(target));
    }

    /** The text alone. */
    private static String reading(ExpectationFields fields) {
        String sql = fields.text("sql");
        if (!sql.isBlank() && !READS.matcher(sql).matches()) {
            fields.fault("sql", "must be a query that reads: SELECT, WITH, VALUES, TABLE or SHOW");
        }
        if (sql.stripTrailing().replaceAll(";$", "").contains(";")) {
            fields.fault("sql", "must be one statement");
        }
        return sql;
    }
}
