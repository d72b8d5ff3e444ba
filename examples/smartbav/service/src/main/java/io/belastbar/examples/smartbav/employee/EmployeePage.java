package io.belastbar.examples.smartbav.employee;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * One page, newest first.
 *
 * @param nextCursor null after the last one
 * @param stale true when the database is away and this is how the page was; absent otherwise
 */
public record EmployeePage(
        List<Employee> items,
        String nextCursor,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean stale) {

    static EmployeePage of(List<Employee> items, int limit, Optional<ListPosition> before) {
        String next =
                items.size() < limit ? null : ListPosition.after(before, items).cursor();
        return new EmployeePage(items, next, false);
    }

    /** The first rows of a first page that was read before. */
    EmployeePage shortened(int limit) {
        boolean whole = limit >= items.size();
        return whole ? this : of(items.subList(0, limit), limit, Optional.empty());
    }

    EmployeePage asStale() {
        return new EmployeePage(items, nextCursor, true);
    }
}
