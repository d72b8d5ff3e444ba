package io.belastbar.plans.index.access;

import io.belastbar.plans.index.Identifier;
import io.belastbar.plans.index.access.Clause.Kind;
import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.expression.Expression.Call;
import io.belastbar.plans.index.expression.Expression.Cast;
import io.belastbar.plans.index.expression.Expression.Column;
import io.belastbar.plans.index.expression.Expression.Constant;
import io.belastbar.plans.index.expression.Expression.Elements;
import io.belastbar.plans.index.expression.Expression.Not;
import io.belastbar.plans.index.expression.Expression.Operation;
import io.belastbar.plans.index.expression.Expression.Test;
import io.belastbar.plans.index.facts.DatabaseProfile;
import io.belastbar.plans.index.facts.TableProfile;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which conditions an index on a table can answer, and under row-level security whether it may. */
public final class ClauseReader {
    private static final Map<String, String> MIRRORED =
            Map.of("=", "=", "<", ">", "<=", ">=", ">", "<", ">=", "<=", "&&", "&&", "@>", "<@", "<@", "@>");
    private static final Set<String> RANGES = Set.of("<", "<=", ">", ">=");
    private static final Set<String> PATTERNS = Set.of("~~", "~~*", "~", "~*");
    private static final Set<String> NEW_EACH_TIME = Set.of(
            "random", "clock_timestamp", "nextval", "gen_random_uuid", "timeofday", "uuidv7", "uuidv4", "setseed");

    private final DatabaseProfile database;
    private final TableProfile table;
    private final KeyTypes types;

    public ClauseReader(DatabaseProfile database, TableProfile table) {
        this.database = database;
        this.table = table;
        this.types = new KeyTypes(table, database.routines());
    }

    /** The condition as an index answers it; empty if none can. */
    public Optional<Clause> read(Expression condition) {
        return switch (condition) {
            case Test test -> tested(test);
            case Column column
            when isBoolean(column) ->
                Optional.of(new Clause(Kind.TRUE, column.name(), "boolean", "", condition, condition));
            case Not not
            when not.of() instanceof Column column && isBoolean(column) ->
                Optional.of(new Clause(Kind.FALSE, column.name(), "boolean", "", condition, condition));
            case Operation operation when operation.left() != null -> compared(operation);
            case Elements elements
            when !elements.every() && elements.operator().equals("=") ->
                key(elements.left())
                        .filter(key -> isFixed(elements.array()))
                        .filter(key -> mayBeUsed("=", elements.left(), elements.array(), elements.array()))
                        .map(key ->
                                new Clause(Kind.IN, key, types.of(elements.left()), "=", elements.array(), condition));
            default -> Optional.empty();
        };
    }

    private boolean isBoolean(Column column) {
        return table.column(column.name()).filter(known -> known.isBoolean()).isPresent();
    }

    private Optional<Clause> tested(Test test) {
        if (!(test.of() instanceof Column column) || table.column(column.name()).isEmpty()) {
            return Optional.empty();
        }
        Kind kind =
                switch (test.what()) {
                    case "NULL" -> Kind.NULL;
                    case "NOT NULL" -> Kind.NOT_NULL;
                    case "TRUE" -> Kind.TRUE;
                    case "FALSE" -> Kind.FALSE;
                    default -> null;
                };
        return Optional.ofNullable(kind)
                .map(known -> new Clause(known, column.name(), types.of(column), "", test, test));
    }

    private Optional<Clause> compared(Operation operation) {
        Optional<Clause> direct = compared(operation, operation.operator(), operation.left(), operation.right());
        String mirrored = MIRRORED.get(operation.operator());
        return direct.isPresent() || mirrored == null
                ? direct
                : compared(operation, mirrored, operation.right(), operation.left());
    }

    private Optional<Clause> compared(Operation whole, String operator, Expression side, Expression value) {
        Optional<Kind> kind = kind(operator, value, side);
        if (kind.isEmpty() || !isFixed(value) || !mayBeUsed(operator, side, value, value)) {
            return Optional.empty();
        }
        return key(side).map(key -> new Clause(kind.get(), key, types.of(side), operator, value, whole));
    }

    private Optional<Kind> kind(String operator, Expression value, Expression side) {
        if (operator.equals("=")) {
            return Optional.of(Kind.EQUAL);
        } else if (RANGES.contains(operator)) {
            return Optional.of(Kind.RANGE);
        } else if (operator.equals("^@") || operator.equals("~~") && beginsFixed(value)) {
            return Optional.of(Kind.PREFIX);
        } else if (PATTERNS.contains(operator)) {
            boolean searchable = database.extensions().contains("pg_trgm") && isOpen(value);
            return searchable ? Optional.of(Kind.PATTERN) : Optional.empty();
        }
        return isContained(operator, types.of(side)) ? Optional.of(Kind.CONTAINS) : Optional.empty();
    }

    /** Which operators GIN answers for arrays, jsonb and tsvector, and GiST for ranges. */
    private static boolean isContained(String operator, String type) {
        if (type.endsWith("range")) {
            return Set.of("@>", "<@", "&&").contains(operator);
        } else if (type.endsWith("[]")) {
            return Set.of("@>", "&&").contains(operator);
        }
        return type.equals("jsonb") && Set.of("@>", "@@", "@?", "?", "?|", "?&").contains(operator)
                || type.equals("tsvector") && operator.equals("@@");
    }

    /** A known pattern with three letters in a row, which trigrams need. */
    private static boolean isOpen(Expression pattern) {
        Expression bare = pattern instanceof Cast cast ? cast.of() : pattern;
        return bare instanceof Constant constant && constant.value().matches("(?s).*[\\p{L}\\p{N}]{3}.*");
    }

    private static boolean beginsFixed(Expression pattern) {
        Expression bare = pattern instanceof Cast cast ? cast.of() : pattern;
        if (!(bare instanceof Constant constant) || !constant.sql().contains("'")) {
            return false;
        }
        return constant.value().matches("(?s)[^%_\\\\]{2,}.*");
    }

    /** Row-level security keeps an operator that may tell values away from rows that the policies have not passed. */
    private boolean mayBeUsed(String operator, Expression side, Expression value, Expression source) {
        boolean policy = source.all()
                .anyMatch(part -> part instanceof Call call && call.function().endsWith("current_setting"));
        return !table.rowLevelSecurity() || policy || types.isPlain(side) && types.isLeakproof(operator, side, value);
    }

    /** A value that does not depend on this table's rows; those of a join are fixed for each look-up. */
    private boolean isFixed(Expression value) {
        return value.all().noneMatch(part -> part instanceof Call call && NEW_EACH_TIME.contains(call.function()))
                && value.all().noneMatch(Expression.Opaque.class::isInstance);
    }

    private Optional<String> key(Expression side) {
        if (types.isPlain(side)) {
            Column column = side.columns().iterator().next();
            return table.columns().containsKey(Identifier.bare(column.name()))
                    ? Optional.of(column.name())
                    : Optional.empty();
        }
        // A column that is cast to compare it is better compared as it is.
        boolean ours = !(side instanceof Cast)
                && !side.columns().isEmpty()
                && side.columns().stream()
                        .allMatch(column -> table.columns().containsKey(Identifier.bare(column.name())));
        return ours && types.isImmutable(side) ? Optional.of(side.sql()) : Optional.empty();
    }
}
