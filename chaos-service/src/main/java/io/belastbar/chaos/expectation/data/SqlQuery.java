package io.belastbar.chaos.expectation.data;

import io.belastbar.chaos.expectation.ExpectationFields;
import java.util.regex.Pattern;

/**
 * A query of a registered database, by the credential of its name. It runs in a transaction that is read only and is
 * rolled back; beside that the text must be one that reads.
 */
public record SqlQuery(String target, String sql) {

    private static final Pattern READS = Pattern.compile("(?is)\\s*(select|with|values|table|show)\\b.*");

    static SqlQuery read(ExpectationFields fields) {
        return new SqlQuery(fields.name("target"), reading(fields));
    }

    /** The text alone. */
    static String reading(ExpectationFields fields) {
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
