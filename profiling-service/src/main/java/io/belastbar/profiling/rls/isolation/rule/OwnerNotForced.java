package io.belastbar.profiling.rls.isolation.rule;

import io.belastbar.profiling.database.TargetSession;
import java.util.List;

/** Policies are not in force for a table's owner unless they are forced. */
final class OwnerNotForced implements IsolationRule {
    @Override
    public List<Leak> leaks(TargetSession session, SecuredDatabase database) {
        return database.tables().stream()
                .filter(table -> table.enabled() && !table.forced())
                .flatMap(table -> database.roles().stream()
                        .filter(role -> !role.superuser() && !role.bypasses() && role.ownsUnforced(table))
                        .map(role -> Leak.of(
                                "owner-not-forced",
                                table,
                                role.name(),
                                "The application's role " + role.name() + " owns " + table.qualifiedName()
                                        + " or has its owner's rights, and its policies are not forced: none is in force"
                                        + " for it.",
                                "ALTER TABLE " + table.sql() + " FORCE ROW LEVEL SECURITY",
                                "Better: let another role own the tables")))
                .toList();
    }
}
