package io.belastbar.profiling.rls.isolation.rule;

import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.policy.SecuredTable;
import java.util.List;

/** A role of the application for which no policy is ever in force. */
final class BypassingRole implements IsolationRule {
    @Override
    public List<Leak> leaks(TargetSession session, SecuredDatabase database) {
        return database.roles().stream()
                .filter(role -> role.superuser() || role.bypasses())
                .map(role -> Leak.of(
                        "role-bypasses-policies",
                        role.name(),
                        role.superuser() ? "SUPERUSER" : "BYPASSRLS",
                        "The application's role " + role.name()
                                + (role.superuser() ? " is a superuser" : " has BYPASSRLS")
                                + ": no policy is in force for it.",
                        "ALTER ROLE " + SecuredTable.quoted(role.name())
                                + (role.superuser() ? " NOSUPERUSER NOBYPASSRLS" : " NOBYPASSRLS")))
                .toList();
    }
}
