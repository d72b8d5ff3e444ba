package io.belastbar.profiling.check;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.util.List;

/**
 * Whether a login sees what other roles do: PostgreSQL hides state and statement of a session, and the text of a statement,
 * from who does not have the rights of pg_read_all_stats. From PostgreSQL 15 on a member that does not inherit them has none.
 *
 * @param given whether it sees others
 * @param member whether it could take the rights by SET ROLE
 * @param login quoted where need be
 */
public record StatisticsRight(boolean given, boolean member, int version, String login) {
    /** Before PostgreSQL 15 to be a member sufficed, inherited or not. */
    private static final int INHERITANCE_ASKED = 150_000;

    private static final int INHERITANCE_BY_GRANT = 160_000;

    private static final String ASK = """
            SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS given,
                   pg_has_role(current_user, 'pg_read_all_stats', 'MEMBER') AS member,
                   quote_ident(current_user::text) AS login
            """;

    public static StatisticsRight of(TargetSession session) {
        TargetRow row = session.rows(ASK).getFirst();
        boolean member = row.truth("member");
        boolean given = row.truth("given") || member && session.version() < INHERITANCE_ASKED;
        return new StatisticsRight(given, member, session.version(), row.text("login"));
    }

    /**
     * What cannot be seen for want of it, with what helps; nothing where it is given.
     *
     * @param what {@code the statements of other roles}
     */
    public List<String> missing(String what) {
        return given ? List.of() : List.of(what + ": " + help());
    }

    /** From PostgreSQL 16 on each grant says whether it is inherited; ALTER ROLE changes those to come only. */
    private String help() {
        if (!member) {
            return "GRANT pg_read_all_stats TO " + login;
        }
        return login + " is a member of pg_read_all_stats, but does not inherit its rights: "
                + (version >= INHERITANCE_BY_GRANT
                        ? "GRANT pg_read_all_stats TO " + login + " WITH INHERIT TRUE"
                        : "ALTER ROLE " + login + " INHERIT");
    }
}
