package io.belastbar.profiling.checkup;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.QueryRefused;
import io.belastbar.profiling.database.TargetSession;
import java.util.List;

/** Asks one question after the other on one session. What one is refused does not keep the others from being asked. */
public final class RunChecks {
    private RunChecks() {}

    /** @throws io.belastbar.profiling.database.TargetUnavailable when the database does not answer any more */
    public static List<CheckReport> run(List<DatabaseCheck> checks, TargetSession session, CheckedDatabase database) {
        return checks.stream().map(check -> run(check, session, database)).toList();
    }

    private static CheckReport run(DatabaseCheck check, TargetSession session, CheckedDatabase database) {
        try {
            return check.check(session, database);
        } catch (QueryRefused refused) {
            return new CheckReport(
                    check.name(), "Not checked", List.of(missing(refused, database.login())), List.of(), List.of());
        }
    }

    private static String missing(QueryRefused refused, String login) {
        if (refused.isNotPermitted()) {
            return "a grant to " + login + ": " + refused.getMessage() + " (GRANT pg_monitor TO " + login
                    + " gives what PostgreSQL itself counts; a table's rows need SELECT)";
        }
        if (refused.isNotThere()) {
            return "an extension, or a newer PostgreSQL: " + refused.getMessage();
        }
        return refused.tookTooLong()
                ? "time: " + refused.getMessage() + " (belastbar.profiling.statement-timeout)"
                : "an answer: " + refused.getMessage() + " (" + refused.sqlState() + ")";
    }
}
