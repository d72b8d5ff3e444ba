package io.belastbar.profiling.check;

import java.util.List;

/**
 * What all checks saw last.
 *
 * @param target the registered database; null when none was checked yet
 * @param checks in the order of their names when read from the store, else as they were asked
 */
public record DatabaseReport(String system, String target, List<CheckedReport> checks) {
    public DatabaseReport {
        checks = List.copyOf(checks);
    }
}
