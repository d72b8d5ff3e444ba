package io.belastbar.profiling.check;

import io.belastbar.document.InvalidInput;
import io.belastbar.profiling.index.BloatedIndexes;
import io.belastbar.profiling.index.ColumnStatistics;
import io.belastbar.profiling.index.DuplicateIndexes;
import io.belastbar.profiling.index.ForeignKeysWithoutIndex;
import io.belastbar.profiling.index.InvalidIndexes;
import io.belastbar.profiling.index.RedundantIndexes;
import io.belastbar.profiling.index.TenantColumnsWithoutIndex;
import io.belastbar.profiling.index.UnusedIndexes;
import io.belastbar.profiling.setting.ServerSettings;
import io.belastbar.profiling.setting.checklist.OptimizationChecklist;
import java.util.List;
import java.util.stream.Collectors;

/** Every question that a target database is asked, in the order in which the reports stand. */
public final class DatabaseChecks {
    private static final List<DatabaseCheck> ALL = List.of(
            new UnusedIndexes(),
            new DuplicateIndexes(),
            new RedundantIndexes(),
            new InvalidIndexes(),
            new ForeignKeysWithoutIndex(),
            new TenantColumnsWithoutIndex(),
            new BloatedIndexes(),
            new ColumnStatistics(),
            new ServerSettings(),
            new OptimizationChecklist());

    private DatabaseChecks() {}

    public static List<DatabaseCheck> all() {
        return ALL;
    }

    /**
     * Those of this name; all for null.
     *
     * @throws InvalidInput when there is none of it
     */
    public static List<DatabaseCheck> named(String name) {
        List<DatabaseCheck> named = ALL.stream()
                .filter(check -> name == null || check.name().equals(name))
                .toList();
        if (named.isEmpty()) {
            throw InvalidInput.of("only", "must be one of " + names(), name);
        }
        return named;
    }

    private static String names() {
        return ALL.stream().map(DatabaseCheck::name).collect(Collectors.joining(", "));
    }
}
