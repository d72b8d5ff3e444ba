package io.belastbar.profiling.proof.session;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** A database refused a statement, or is away. The message is a reason that people will read. */
public final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Pattern AWAY = Pattern.compile("08...|57P..|53300");

    private final String state;

    public SqlFailure(SQLException cause) {
        super(reason(cause), cause);
        this.state = cause.getSQLState() == null ? "" : cause.getSQLState();
    }

    /** SQLSTATE; empty when the driver names none. */
    public String state() {
        return state;
    }

    public boolean is(String... states) {
        for (String one : states) {
            if (state.equals(one)) {
                return true;
            }
        }
        return false;
    }

    /** The session is over: the server went away, or does not answer. */
    public boolean isAway() {
        return AWAY.matcher(state).matches();
    }

    /** The server has no room left. */
    public boolean isFull() {
        return state.equals("53100");
    }

    /** One line, without the severity and the position that PostgreSQL adds. */
    private static String reason(SQLException cause) {
        String text = String.valueOf(cause.getMessage()).strip();
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        return first.replaceFirst("^(ERROR|FATAL): ", "");
    }
}
