package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.access.AccessReader;
import io.belastbar.plans.index.access.Clause;
import io.belastbar.plans.index.access.ClauseReader;
import io.belastbar.plans.index.access.TableAccess;
import io.belastbar.plans.index.access.TableAccess.Wanted;
import io.belastbar.plans.index.advice.Selectivity.Kept;
import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.facts.DatabaseProfile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** What a statement needs of each of its tables. */
final class NeedReader {
    private static final Pattern LIMIT_PARAMETER =
            Pattern.compile("\\b(?:limit|fetch\\s+(?:first|next))\\s+\\$\\d+", Pattern.CASE_INSENSITIVE);

    /** Rows of a page when neither the text nor the measurements tell. */
    private static final double PAGE_UNKNOWN = 100;

    private static final double PAGE_MIN = 10;

    private final DatabaseProfile database;

    NeedReader(DatabaseProfile database) {
        this.database = database;
    }

    /** A need, and the needs of its alternatives if a condition is a disjunction: these serve only all together. */
    record Read(Need need, List<Need> branches) {}

    List<Read> read(WorkloadStatement statement) {
        if (statement.plan() == null) {
            return List.of();
        }
        return AccessReader.read(statement.plan(), database, limit(statement)).stream()
                .map(access -> read(statement, access))
                .toList();
    }

    private static OptionalDouble limit(WorkloadStatement statement) {
        if (!LIMIT_PARAMETER.matcher(statement.text()).find()) {
            return OptionalDouble.empty();
        }
        double rows = statement.rowsPerCall().orElse(PAGE_UNKNOWN);
        return OptionalDouble.of(Math.max(PAGE_MIN, rows));
    }

    private Read read(WorkloadStatement statement, TableAccess access) {
        ClauseReader reader = new ClauseReader(database, access.table());
        Conditions conditions = conditions(reader, access.filters());
        Selectivity selectivity = new Selectivity(access.table());
        Kept kept = selectivity.of(
                conditions.clauses(),
                conditions.others().size(),
                access.wanted().planned());
        List<Variant> variants = new ArrayList<>();
        variants.add(variant(
                access, kept, access.wanted(), conditions, access.wanted().loops()));
        for (TableAccess.Join join : access.joins()) {
            Conditions lookup = conditions(reader, join.conditions());
            if (!lookup.clauses().isEmpty()) {
                Kept joined = selectivity.of(lookup.clauses(), lookup.others().size(), Double.NaN);
                List<Variant.Selective> all = new ArrayList<>(kept.clauses());
                all.addAll(joined.clauses());
                variants.add(variant(
                        access,
                        new Kept(all, kept.other() * joined.other()),
                        withoutOrder(access.wanted()),
                        conditions.with(lookup),
                        Math.max(1, join.lookups())));
            }
        }
        Need need = Need.of(statement.queryId(), statement.calls(), variants, 1, database.randomPageCost());
        return new Read(need, branches(statement, access, reader, need));
    }

    private static Wanted withoutOrder(Wanted wanted) {
        return new Wanted(List.of(), Double.POSITIVE_INFINITY, Double.NaN, wanted.loops());
    }

    private static Variant variant(
            TableAccess access, Kept kept, Wanted wanted, Conditions conditions, double lookups) {
        Set<String> columns = new HashSet<>(access.columns());
        columns.addAll(conditions.otherColumns());
        return new Variant(
                access.table(), kept.clauses(), kept.other(), wanted, columns, conditions.readsRow(), lookups);
    }

    /**
     * Conditions, told apart.
     *
     * @param others those that no index answers, though it may hold their columns
     * @param readsRow a bitmap tells rows only, which must then be read
     */
    private record Conditions(List<Clause> clauses, List<Expression> others, boolean readsRow) {

        Set<String> otherColumns() {
            Set<String> columns = new HashSet<>();
            others.forEach(other -> other.columns().forEach(column -> columns.add(column.name())));
            return columns;
        }

        Conditions with(Conditions more) {
            List<Expression> all = new ArrayList<>(others);
            all.addAll(more.others());
            return new Conditions(clauses, all, readsRow);
        }

        Conditions ofBitmap() {
            return new Conditions(clauses, others, true);
        }
    }

    private static Conditions conditions(ClauseReader reader, List<Expression> filters) {
        List<Clause> clauses = new ArrayList<>();
        List<Expression> others = new ArrayList<>();
        Set<Expression> seen = new HashSet<>();
        for (Expression filter : filters) {
            Optional<Clause> clause = reader.read(filter);
            if (seen.add(filter)) {
                clause.ifPresentOrElse(clauses::add, () -> others.add(filter));
            }
        }
        return new Conditions(clauses, others, false);
    }

    /** A disjunction is answered by one index for each alternative, whose bitmaps PostgreSQL joins. */
    private List<Need> branches(WorkloadStatement statement, TableAccess access, ClauseReader reader, Need need) {
        Optional<Expression.Or> or = access.filters().stream()
                .filter(Expression.Or.class::isInstance)
                .map(Expression.Or.class::cast)
                .findFirst();
        if (or.isEmpty()) {
            return List.of();
        }
        List<Need> branches = new ArrayList<>();
        for (Expression alternative : or.get().parts()) {
            List<Expression> filters = new ArrayList<>(alternative.conjuncts());
            boolean answered =
                    filters.stream().anyMatch(filter -> reader.read(filter).isPresent());
            if (!answered) {
                return List.of();
            }
            access.filters().stream().filter(filter -> filter != or.get()).forEach(filters::add);
            Conditions conditions = conditions(reader, filters);
            Kept kept = new Selectivity(access.table())
                    .of(conditions.clauses(), conditions.others().size(), Double.NaN);
            Variant variant = variant(access, kept, withoutOrder(access.wanted()), conditions.ofBitmap(), 1);
            branches.add(new Need(
                    statement.queryId(),
                    statement.calls(),
                    access.table(),
                    List.of(variant),
                    need.now(),
                    need.nowCost()));
        }
        return branches;
    }
}
