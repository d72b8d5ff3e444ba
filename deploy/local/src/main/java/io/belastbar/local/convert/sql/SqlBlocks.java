package io.belastbar.local.convert.sql;

/** The SQL of a Markdown page: its blocks {@code ```sql}. All else is left blank, so that lines keep their numbers. */
final class SqlBlocks {
    private static final String FENCE = "```";

    private SqlBlocks() {}

    static String of(String page) {
        var sql = new StringBuilder(page.length());
        boolean code = false;
        boolean wanted = false;
        for (String line : page.lines().toList()) {
            if (line.strip().startsWith(FENCE)) {
                // A statement without an end ends with its block.
                sql.append(code && wanted ? ";" : "");
                wanted = !code && line.strip().substring(FENCE.length()).strip().equalsIgnoreCase("sql");
                code = !code;
            } else if (code && wanted) {
                sql.append(line);
            }
            sql.append('\n');
        }
        return sql.toString();
    }
}
