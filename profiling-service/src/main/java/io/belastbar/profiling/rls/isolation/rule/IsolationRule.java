package io.belastbar.profiling.rls.isolation.rule;

import io.belastbar.profiling.database.TargetSession;
import java.util.List;

/** One way in which tenants may see each other. A rule only looks at the catalogue. */
public interface IsolationRule {
    /** Every one. */
    static List<IsolationRule> all() {
        return List.of(
                new BypassingRole(),
                new TableWithoutPolicies(),
                new OwnerNotForced(),
                new OpenPolicy(),
                new OpenWrite(),
                new ViewOfOwner(),
                new PartitionReadDirectly(),
                new DefinerFunction(),
                new TruncateGranted());
    }

    List<Leak> leaks(TargetSession session, SecuredDatabase database);
}
