package io.belastbar.profiling.setting.rule;

import io.belastbar.profiling.setting.Recommendation;
import io.belastbar.profiling.setting.ServerSize;
import io.belastbar.profiling.setting.ServerState;
import java.util.List;
import java.util.stream.Stream;

/** What is recommended for the settings of one matter. */
@FunctionalInterface
public interface SettingRule {
    /** In the order of the file. A setting that cannot be seen, or that the version does not have, is left out. */
    Stream<Recommendation> of(ServerState state, ServerSize size);

    /** Every one. */
    static List<Recommendation> all(ServerState state, ServerSize size) {
        return Stream.of(
                        new MemoryRule(),
                        new ConnectionRule(),
                        new PlannerRule(),
                        new CheckpointRule(),
                        new AutovacuumRule(),
                        new TimeoutRule(),
                        new MonitoringRule())
                .flatMap(rule -> rule.of(state, size))
                .toList();
    }
}
