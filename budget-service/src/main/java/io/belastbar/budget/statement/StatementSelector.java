package io.belastbar.budget.statement;

import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.contracts.StatementFacts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which statements a database budget's words mean.
 *
 * <p>The words of the key decide: a verb (SELECT, INSERT, UPDATE, DELETE, MERGE) selects statements of that kind; a name
 * after a preposition ("on employees", "auf employees") selects statements on that table; {@code RLS} selects
 * statements on tables with row-level security; {@code Batch} selects writes of more than one row a call. All given
 * words must match.
 *
 * @param kinds upper case; empty for any
 * @param tables lower case; empty for any
 */
public record StatementSelector(Set<String> kinds, Set<String> tables, boolean rowLevelSecurity, boolean batch) {

    /** Every statement. */
    public static final StatementSelector EVERY = new StatementSelector(Set.of(), Set.of(), false, false);

    private static final Set<String> VERBS = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE");
    private static final Set<String> PREPOSITIONS = Set.of("on", "from", "into", "auf", "aus", "von");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.]+");

    /** Reads the words of a key; empty if none of them selects anything. */
    public static Optional<StatementSelector> of(String subject) {
        var words = WORD.matcher(subject)
                .results()
                .map(word -> word.group().toLowerCase(Locale.ROOT))
                .toList();
        var kinds = new TreeSet<String>();
        var tables = new LinkedHashSet<String>();
        for (int i = 0; i < words.size(); i++) {
            var verb = words.get(i).toUpperCase(Locale.ROOT);
            if (VERBS.contains(verb)) {
                kinds.add(verb);
            } else if (i > 0 && PREPOSITIONS.contains(words.get(i - 1))) {
                tables.add(words.get(i));
            }
        }
        var selector = new StatementSelector(kinds, tables, words.contains("rls"), words.contains("batch"));
        return selector.equals(EVERY) ? Optional.empty() : Optional.of(selector);
    }

    /** Whether a statement is meant by these words. */
    public boolean matches(StatementFacts statement) {
        return (kinds.isEmpty() || kinds.contains(statement.kindName()))
                && (tables.isEmpty() || statement.tables().stream().anyMatch(this::names))
                && (!rowLevelSecurity || statement.rowLevelSecurity())
                && (!batch || statement.writes() && statement.rowsPerCall() > 1);
    }

    /** The statements that are meant and that ran. */
    public List<StatementFacts> in(DatabaseFacts facts) {
        return facts.statements().stream()
                .filter(statement -> statement.calls() > 0)
                .filter(this::matches)
                .toList();
    }

    /** Whether a statement reads a table from end to end: one of the named tables, or any if none is named. */
    public boolean seesSequentialScan(StatementFacts statement) {
        return statement.usesSeqScan()
                && (tables.isEmpty()
                        || statement.seqScanTables().isEmpty()
                        || statement.seqScanTables().stream().anyMatch(this::names));
    }

    /**
     * Whether a statement finds its rows by an index: on the named tables, or anywhere if none is named. An index that is
     * read from end to end finds none. Facts of before tables were told count any index scan.
     */
    public boolean seesIndexScan(StatementFacts statement) {
        return statement.usesIndexScan()
                && (wholeIndexScans(statement).isEmpty()
                        || statement.indexScanTables().stream().anyMatch(table -> tables.isEmpty() || names(table)));
    }

    /** The large tables, of the named ones if some are, that a statement reads by an index from end to end. */
    public List<String> wholeIndexScans(StatementFacts statement) {
        return statement.wholeIndexScanTables().stream()
                .filter(table -> tables.isEmpty() || names(table))
                .toList();
    }

    private boolean names(String table) {
        var lower = table.toLowerCase(Locale.ROOT);
        return tables.contains(lower) || tables.contains(lower.substring(lower.lastIndexOf('.') + 1));
    }

    /** As a sentence part, for example {@code SELECT statements on employees}. */
    public String text() {
        var text = new StringBuilder();
        text.append(batch ? "multi-row " : "");
        text.append(kinds.isEmpty() ? "" : String.join("/", kinds) + " ").append("statements");
        text.append(tables.isEmpty() ? "" : " on " + String.join(", ", tables));
        text.append(rowLevelSecurity ? " on tables with row-level security" : "");
        return text.toString();
    }

    /** The same in German, for example {@code SELECT-Anweisungen auf employees}. */
    public String german() {
        var text = new StringBuilder();
        text.append(batch ? "mehrzeiligen " : "");
        text.append(kinds.isEmpty() ? "Anweisungen" : String.join("/", kinds) + "-Anweisungen");
        text.append(tables.isEmpty() ? "" : " auf " + String.join(", ", tables));
        text.append(rowLevelSecurity ? " auf Tabellen mit Row-Level Security" : "");
        return text.toString();
    }
}
