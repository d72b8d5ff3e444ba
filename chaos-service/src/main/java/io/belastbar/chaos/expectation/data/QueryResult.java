package io.belastbar.chaos.expectation.data;

import java.util.List;

/** What came of a query. */
public sealed interface QueryResult {

    /** Each row's values as texts, null for NULL; at most 1,000 rows. */
    record Rows(List<List<String>> rows, boolean more) implements QueryResult {}

    /** The database refused the query, and will again. */
    record Refused(String reason) implements QueryResult {}

    /** The database did not answer. */
    record Away(String reason) implements QueryResult {}
}
