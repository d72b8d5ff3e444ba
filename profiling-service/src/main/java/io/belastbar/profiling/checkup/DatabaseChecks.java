package io.belastbar.profiling.checkup;

import io.belastbar.document.InvalidInput;
import io.belastbar.profiling.activity.BlockedSessions;
import io.belastbar.profiling.activity.Connections;
import io.belastbar.profiling.activity.IdleTransactions;
import io.belastbar.profiling.activity.WaitEvents;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.cost.NestedCalls;
import io.belastbar.profiling.cost.SlowStatements;
import io.belastbar.profiling.cost.TopStatements;
import io.belastbar.profiling.index.BloatedIndexes;
import io.belastbar.profiling.index.ColumnStatistics;
import io.belastbar.profiling.index.DuplicateIndexes;
import io.belastbar.profiling.index.ForeignKeysWithoutIndex;
import io.belastbar.profiling.index.InvalidIndexes;
import io.belastbar.profiling.index.RedundantIndexes;
import io.belastbar.profiling.index.TenantColumnsWithoutIndex;
import io.belastbar.profiling.index.UnusedIndexes;
import io.belastbar.profiling.rls.PolicyFormsCheck;
import io.belastbar.profiling.rls.isolation.IsolationCheck;
import io.belastbar.profiling.rls.operator.LeakproofOperatorsCheck;
import io.belastbar.profiling.setting.ServerSettings;
import io.belastbar.profiling.setting.checklist.OptimizationChecklist;
import io.belastbar.profiling.table.Bloat;
import io.belastbar.profiling.table.DeadRows;
import io.belastbar.profiling.table.HitRatio;
import io.belastbar.profiling.table.MaterialisedViews;
import io.belastbar.profiling.table.Sizes;
import io.belastbar.profiling.table.TransactionAge;
import java.util.List;
import java.util.stream.Collectors;

/** Every question that a target database is asked, in the order in which the reports stand. */
public final class DatabaseChecks {
    private static final List<DatabaseCheck> ALL = List.of(
            new SlowStatements(),
            new TopStatements(),
            new NestedCalls(),
            new Connections(),
            new IdleTransactions(),
            new BlockedSessions(),
            new WaitEvents(),
            new DeadRows(),
            new Bloat(),
            new TransactionAge(),
            new MaterialisedViews(),
            new HitRatio(),
            new Sizes(),
            new UnusedIndexes(),
            new DuplicateIndexes(),
            new RedundantIndexes(),
            new InvalidIndexes(),
            new ForeignKeysWithoutIndex(),
            new TenantColumnsWithoutIndex(),
            new BloatedIndexes(),
            new ColumnStatistics(),
            new ServerSettings(),
            new OptimizationChecklist(),
            new PolicyFormsCheck(System::nanoTime),
            new LeakproofOperatorsCheck(),
            new IsolationCheck());

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
