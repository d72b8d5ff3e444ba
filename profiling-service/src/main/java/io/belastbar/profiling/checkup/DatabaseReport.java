package io.belastbar.profiling.checkup;

import java.util.List;

/**
 * What all checks saw last.
 *
 * @param target the registered database; null when none was checked yet
 * @param checks in the order in which they are asked
 */
public record DatabaseReport(String system, String target, List<CheckedReport> checks) {
    public DatabaseReport {
        checks = List.copyOf(checks);
    }

    /** Those of these names, in the order of the names: a check that is no more is left out. */
    DatabaseReport only(List<String> names) {
        return new DatabaseReport(
                system,
                target,
                names.stream()
                        .flatMap(name ->
                                checks.stream().filter(check -> check.check().equals(name)))
                        .toList());
    }
}
