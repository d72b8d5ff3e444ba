package io.belastbar.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.document.InvalidInput;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param nextCursor the query parameter {@code cursor} of the next page; null on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, String nextCursor) {

    public static final int LIMIT_DEFAULT = 50;
    public static final int LIMIT_MAX = 200;

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page from a query that asked for one row more than the limit.
     *
     * @param rows at most {@code limit + 1} rows
     * @param cursor the sort key of a row
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, cursor.apply(items.getLast()).encode());
    }

    /**
     * The page size for the query parameter {@code limit}.
     *
     * @param requested null for the default of 50
     * @throws InvalidInput unless between 1 and 200
     */
    public static int limit(Integer requested) {
        if (requested == null) {
            return LIMIT_DEFAULT;
        }
        if (requested < 1 || requested > LIMIT_MAX) {
            throw InvalidInput.of("limit", "must be between 1 and " + LIMIT_MAX, requested.toString());
        }
        return requested;
    }
}
