package io.belastbar.local.convert.sql;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.local.convert.Conversion;
import io.belastbar.local.convert.Conversion.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A script that tunes PostgreSQL by SET, CREATE INDEX and the like, and what it means: SET changes a session at best, so
 * it becomes ALTER SYSTEM; an index is a candidate that has yet to be proven. Reads such a file, or the SQL of a page.
 */
public final class TuningScript {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL | Pattern.UNICODE_CASE;
    private static final Pattern SET =
            Pattern.compile("SET\\s+(?:SESSION\\s+|LOCAL\\s+)?([a-z_][a-z0-9_.]*)\\s*(?:=|\\bTO\\b)\\s*(.+)", FLAGS);
    private static final Pattern INDEX =
            Pattern.compile("CREATE\\s+(UNIQUE\\s+)?INDEX\\s+(CONCURRENTLY\\s+)?(IF\\s+NOT\\s+EXISTS\\s+)?.*", FLAGS);
    private static final Pattern VIEW =
            Pattern.compile("CREATE\\s+MATERIALIZED\\s+VIEW\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(\\S+)(.*)", FLAGS);
    private static final Pattern LASTING = Pattern.compile("ALTER\\s+(?:SYSTEM|ROLE|DATABASE)\\s.*", FLAGS);
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3})\\s*%.*(?:RAM|memory|Speicher)", FLAGS);
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(kB|MB|GB|TB)");
    private static final Pattern NOW = Pattern.compile("\\b(?:CURRENT_DATE|CURRENT_TIMESTAMP|now\\s*\\()", FLAGS);

    private final List<Remark> understood = new ArrayList<>();
    private final List<Remark> notes = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final List<String> candidates = new ArrayList<>();

    private TuningScript() {}

    /** What a file or a page says of the server; empty if there is nothing of the kind in it. */
    public static Optional<Conversion> find(String fileName, String text) {
        if (fileName.endsWith(".sql")) {
            return Optional.of(read(text));
        }
        if (!fileName.endsWith(".md")) {
            return Optional.empty();
        }
        String blocks = SqlBlocks.of(text);
        return SqlText.statements(blocks).stream().anyMatch(TuningScript::tunes)
                ? Optional.of(read(blocks))
                : Optional.empty();
    }

    private static boolean tunes(SqlText.Statement statement) {
        Matcher set = SET.matcher(statement.text());
        return set.matches()
                && ServerParameter.named(set.group(1).toLowerCase(Locale.ROOT)).isPresent();
    }

    /**
     * Reads a script.
     *
     * @throws InvalidInput if nothing in it can be read
     */
    static Conversion read(String script) {
        var read = new TuningScript();
        SqlText.statements(script).forEach(read::statement);
        if (read.understood.isEmpty()) {
            throw nothing(read.notes);
        }
        return new Conversion(read.text(), read.understood, read.notes);
    }

    private static InvalidInput nothing(List<Remark> notes) {
        var errors = new ArrayList<ProblemError>();
        errors.add(new ProblemError(
                "",
                1,
                1,
                "holds no SET of a server's setting, no CREATE INDEX and no CREATE MATERIALIZED VIEW",
                "SQL"));
        notes.forEach(note -> errors.add(new ProblemError("", note.line(), 1, note.text(), null)));
        return new InvalidInput("nothing that is known", errors);
    }

    private void statement(SqlText.Statement statement) {
        String sql = statement.text();
        Matcher set = SET.matcher(sql);
        Matcher index = INDEX.matcher(sql);
        Matcher view = VIEW.matcher(sql);
        if (sql.startsWith("\\")) {
            note(statement, "is for psql, and read over: " + shortened(sql));
        } else if (set.matches()) {
            set(statement, set.group(1).toLowerCase(Locale.ROOT), set.group(2).strip());
        } else if (index.matches()) {
            index(statement, index);
        } else if (view.matches()) {
            view(statement, view);
        } else if (LASTING.matcher(sql).matches()) {
            understood.add(new Remark(statement.line(), "stays as it is: " + shortened(sql)));
            changes.add(oneLine(sql) + "; -- line " + statement.line());
        } else {
            note(statement, "is read over: " + shortened(sql));
        }
    }

    private void set(SqlText.Statement statement, String name, String written) {
        var parameter = ServerParameter.named(name).orElse(null);
        String value = unquoted(written);
        if (parameter == null) {
            note(statement, "is not known here, and read over: SET " + name);
            return;
        }
        var refused = parameter.refuses(value);
        if (refused.isPresent()) {
            note(statement, "%s = %s is read over: must be %s".formatted(name, value, refused.get()));
            return;
        }
        understood.add(new Remark(
                statement.line(),
                "%s = %s; %s".formatted(name, value, parameter.change().meaning())));
        implied(statement, name, value);
        if (parameter.isDelivered(value)) {
            note(statement, name + " = " + value + " is the default: nothing to change");
            return;
        }
        if (name.equals("shared_preload_libraries")) {
            note(statement, "this list replaces the server's own: add what SHOW shared_preload_libraries tells");
        }
        changes.add("ALTER SYSTEM SET %s = %s; -- line %d; %s"
                .formatted(
                        name,
                        literal(parameter, value),
                        statement.line(),
                        parameter.change().needs()));
    }

    /** A value that is said to be a share of the memory fits one memory only. */
    private void implied(SqlText.Statement statement, String name, String value) {
        Matcher share = SHARE.matcher(statement.comment());
        Matcher size = SIZE.matcher(value);
        if (share.find() && size.matches() && Integer.parseInt(share.group(1)) > 0) {
            long megabytes = Long.parseLong(size.group(1))
                    * switch (size.group(2)) {
                        case "GB" -> 1024L;
                        case "TB" -> 1024L * 1024;
                        default -> 1L;
                    };
            if (!size.group(2).equals("kB")) {
                note(
                        statement,
                        "%s is %s %% of %d MB: on a server of another size take what GET …/database-settings?memory= says"
                                .formatted(value, share.group(1), megabytes * 100 / Integer.parseInt(share.group(1))));
            }
        }
    }

    private void index(SqlText.Statement statement, Matcher index) {
        String sql = oneLine(statement.text());
        understood.add(new Remark(statement.line(), "a candidate, to be proven before it is made: " + shortened(sql)));
        candidates.add("-- line " + statement.line() + ": " + sql + ";");
        if (index.group(2) == null) {
            note(statement, "without CONCURRENTLY it blocks every writer until it is made");
        } else if (index.group(3) != null) {
            note(
                    statement,
                    "IF NOT EXISTS looks at the name only: an invalid index that a failed CONCURRENTLY left behind passes as well");
        }
    }

    private void view(SqlText.Statement statement, Matcher view) {
        understood.add(new Remark(
                statement.line(),
                "materialised view " + view.group(1)
                        + ": nothing in this script refreshes it, and PostgreSQL does not by" + " itself"));
        note(
                statement,
                "schedule REFRESH MATERIALIZED VIEW CONCURRENTLY " + view.group(1)
                        + ", which needs a unique index on it and cannot be done without");
        if (NOW.matcher(view.group(2)).find()) {
            note(statement, "the current date or time in it is that of the last refresh, not of the reader");
        }
        candidates.add("-- line " + statement.line() + ": materialised view " + view.group(1)
                + ": not made here; decide first who refreshes it");
    }

    private String text() {
        var text = new StringBuilder("-- Written by belastbar convert; each statement names a line of the original.\n");
        if (!changes.isEmpty()) {
            text.append("-- As a superuser, and not inside of a transaction block.\n");
            changes.forEach(change -> text.append(change).append('\n'));
            text.append("SELECT pg_reload_conf();\n");
        }
        if (!candidates.isEmpty()) {
            text.append("\n-- Not run: candidates.\n");
            candidates.forEach(candidate -> text.append(candidate).append('\n'));
        }
        return text.toString();
    }

    private void note(SqlText.Statement statement, String text) {
        notes.add(new Remark(statement.line(), text));
    }

    private static String unquoted(String written) {
        return written.length() > 1 && written.startsWith("'") && written.endsWith("'")
                ? written.substring(1, written.length() - 1).replace("''", "'")
                : written;
    }

    private static String literal(ServerParameter parameter, String value) {
        return switch (parameter.kind()) {
            case NUMBER, SWITCH -> value;
            case SIZE, TIME -> quoted(value.replace(" ", ""));
            // Several libraries in one pair of quotes would be the name of one.
            case TEXT ->
                Stream.of(value.split("\\s*,\\s*")).map(TuningScript::quoted).collect(Collectors.joining(", "));
        };
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static String oneLine(String sql) {
        return sql.replaceAll("\\s+", " ");
    }

    private static String shortened(String sql) {
        String line = oneLine(sql);
        return line.length() <= 120 ? line : line.substring(0, 120) + "…";
    }
}
