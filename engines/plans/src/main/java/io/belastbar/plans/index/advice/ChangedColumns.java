package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.facts.TableProfile;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which columns of a table the workload's UPDATE statements change: an index on one of them ends heap-only updates. */
final class ChangedColumns {
    private static final String NAME = "(?:[a-z_][a-z0-9_$]*|\"(?:[^\"]|\"\")+\")";
    private static final Pattern UPDATE = Pattern.compile(
            "\\bupdate\\s+(?:only\\s+)?(?:" + NAME + "\\.)?(" + NAME + ")(?:\\s+(?:as\\s+)?" + NAME
                    + ")??\\s+set\\s+(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:^|,)\\s*(" + NAME + ")\\s*=", Pattern.CASE_INSENSITIVE);

    private ChangedColumns() {}

    /** As SQL writes them. */
    static Set<String> of(TableProfile table, List<WorkloadStatement> statements) {
        Set<String> changed = new HashSet<>();
        for (WorkloadStatement statement : statements) {
            Matcher update = UPDATE.matcher(statement.text());
            if (update.find() && same(update.group(1), table.name())) {
                String assignments = update.group(2).split("(?i)\\s+(?:where|from|returning)\\s+", 2)[0];
                Matcher assignment = ASSIGNMENT.matcher(assignments);
                while (assignment.find()) {
                    changed.add(written(assignment.group(1)));
                }
            }
        }
        return changed;
    }

    private static boolean same(String written, String table) {
        return io.belastbar.plans.index.Identifier.bare(written(written)).equals(table);
    }

    private static String written(String name) {
        return name.startsWith("\"") ? name : name.toLowerCase(Locale.ROOT);
    }
}
