package io.belastbar.plans.index;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The index that one scan could use, as far as its plan alone says: columns that are compared for equality, with a value
 * or with a column of another table, then the columns of the sort above it, or one that is compared with a range. Without the catalogue nobody knows which
 * indexes are there and of what type a column is, so that a column that is cast is left out.
 *
 * @param schema null if the plan does not say
 * @param conditions the filter and the other conditions of the scan, as the plan prints them; each may be null
 */
public record ScanIndex(String schema, String table, String alias, List<String> conditions, List<String> sortKeys) {
    private static final String NAME = "(?:[a-z_][a-z0-9_$]*|\"(?:[^\"]|\"\")+\")";
    private static final Pattern RANGE = Pattern.compile("(?:(" + NAME + ")\\.)?(" + NAME + ") (?:<|>|<=|>=) (.+)");
    private static final Pattern JOINED =
            Pattern.compile("(?:(" + NAME + ")\\.)?(" + NAME + ") = (?:(" + NAME + ")\\.)?(" + NAME + ")");

    public ScanIndex {
        Objects.requireNonNull(table, "table");
        conditions = conditions.stream().filter(Objects::nonNull).toList();
        sortKeys = List.copyOf(sortKeys);
        // Conditions write it as SQL does, the node as the catalogue does.
        alias = alias == null || alias.matches("[a-z_][a-z0-9_$]*|\".*\"")
                ? alias
                : "\"" + alias.replace("\"", "\"\"") + "\"";
    }

    /**
     * Columns that are compared for equality, then those of the sort, or else the first that is compared with a range. Empty
     * when there is none of these.
     */
    public Optional<IndexProposal> proposal() {
        List<Condition> all = conditions.stream()
                .flatMap(condition -> FilterParser.parse(condition, alias).stream())
                .toList();
        Set<String> columns = new LinkedHashSet<>(equal(all, true));
        columns.addAll(equal(all, false));
        List<String> keys = new ArrayList<>(columns);
        if (sortKeys.isEmpty()) {
            range(all).filter(column -> !columns.contains(column)).ifPresent(keys::add);
        }
        SortKey.leading(sortKeys, alias).stream()
                .filter(key -> !columns.contains(key.column()))
                .forEach(key -> keys.add(key.definition()));
        return keys.isEmpty() ? Optional.empty() : Optional.of(new IndexProposal(schema, table, keys, predicate(all)));
    }

    /** Whether a condition compares a column for equality after a cast, which an index on the column may not serve. */
    public boolean castsColumn() {
        return conditions.stream()
                .flatMap(condition -> FilterParser.parse(condition, alias).stream())
                .anyMatch(condition -> condition instanceof Condition.Equality equality && equality.cast());
    }

    private List<String> equal(List<Condition> all, boolean fromSession) {
        List<String> columns = new ArrayList<>();
        for (Condition condition : all) {
            switch (condition) {
                case Condition.Equality equality
                when !equality.cast() && equality.fromSession() == fromSession -> columns.add(equality.column());
                case Condition.Other other
                when !fromSession -> joined(other.text()).ifPresent(columns::add);
                default -> {
                    // No key of this index.
                }
            }
        }
        return columns;
    }

    private Optional<String> range(List<Condition> all) {
        return all.stream()
                .filter(Condition.Other.class::isInstance)
                .map(condition -> RANGE.matcher(((Condition.Other) condition).text()))
                .filter(Matcher::matches)
                .filter(found -> found.group(1) == null || found.group(1).equals(alias))
                .filter(found -> alias == null || !found.group(3).contains(alias + "."))
                .map(found -> found.group(2))
                .findFirst();
    }

    private Optional<String> joined(String text) {
        Matcher matcher = JOINED.matcher(text);
        if (!matcher.matches() || Objects.equals(matcher.group(1), matcher.group(3))) {
            return Optional.empty();
        }
        return Objects.equals(matcher.group(1), alias)
                ? Optional.of(matcher.group(2))
                : Optional.of(matcher.group(4)).filter(column -> Objects.equals(matcher.group(3), alias));
    }

    private static String predicate(List<Condition> conditions) {
        List<String> nulls = conditions.stream()
                .filter(Condition.IsNull.class::isInstance)
                .map(condition -> ((Condition.IsNull) condition).column() + " IS NULL")
                .distinct()
                .sorted()
                .toList();
        return nulls.isEmpty() ? null : String.join(" AND ", nulls);
    }
}
