package io.belastbar.plans.index.access;

import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.expression.Expression.Call;
import io.belastbar.plans.index.expression.Expression.Cast;
import io.belastbar.plans.index.expression.Expression.Column;
import io.belastbar.plans.index.expression.Expression.Constant;
import io.belastbar.plans.index.expression.Expression.Operation;
import io.belastbar.plans.index.facts.DatabaseProfile.Routines;
import io.belastbar.plans.index.facts.TableProfile;
import java.util.Set;
import java.util.stream.Collectors;

/** Types of expressions as far as an index needs them. */
public final class KeyTypes {
    private static final Set<String> TEXT_LIKE = Set.of("text", "character varying");
    private static final Set<String> JSON_OPERATORS = Set.of("->", "->>", "#>", "#>>");

    /** Casts of a text that give the same answer at all times and settings. */
    private static final Set<String> STEADY_CASTS =
            Set.of("text", "character varying", "integer", "bigint", "smallint", "numeric", "boolean", "uuid", "jsonb");

    private static final Set<String> STEADY_SOURCES =
            Set.of("text", "character varying", "integer", "bigint", "smallint", "numeric", "boolean", "uuid", "jsonb");

    private final TableProfile table;
    private final Routines routines;

    public KeyTypes(TableProfile table, Routines routines) {
        this.table = table;
        this.routines = routines;
    }

    /** A column, cast at most to what compares alike: then an index on the column serves. */
    boolean isPlain(Expression side) {
        return side instanceof Column
                || side instanceof Cast cast
                        && cast.of() instanceof Column column
                        && TEXT_LIKE.contains(bare(cast.type()))
                        && TEXT_LIKE.contains(of(column));
    }

    /** The type's name without modifier; empty when it is not known. */
    public String of(Expression expression) {
        return switch (expression) {
            case Column column ->
                table.column(column.name()).map(known -> known.type()).orElse("");
            case Cast cast -> bare(cast.type());
            case Constant constant -> ofConstant(constant);
            case Operation operation when operation.operator().equals("COLLATE") -> of(operation.left());
            case Operation operation when operation.operator().endsWith(">>") -> "text";
            case Operation operation when JSON_OPERATORS.contains(operation.operator()) -> of(operation.left());
            case Call call when call.function().equals("to_tsvector") -> "tsvector";
            case Call call when Set.of("lower", "upper", "btrim", "concat").contains(call.function()) -> "text";
            default -> "";
        };
    }

    private static String ofConstant(Constant constant) {
        return constant.sql().matches("\\d{1,9}") ? "integer" : constant.sql().matches("\\d{10,18}") ? "bigint" : "";
    }

    private static String bare(String type) {
        return type.replaceAll("\\([0-9,]*\\)", "");
    }

    boolean isLeakproof(String operator, Expression side, Expression value) {
        String left = TEXT_LIKE.contains(of(side)) ? "text" : of(side);
        String right = of(value).replaceAll("\\[]$", "");
        right = TEXT_LIKE.contains(right) ? "text" : right;
        // A parameter takes the type of what it is compared with.
        String types = left + "," + (right.isEmpty() ? left : right);
        return routines.leakproof().contains(operator + "(" + types + ")");
    }

    /** Only what gives the same answer for the same row for ever can be indexed. */
    boolean isImmutable(Expression expression) {
        boolean itself =
                switch (expression) {
                    case Column column -> true;
                    case Constant constant ->
                        !constant.sql().matches("[A-Z_]+") || constant.sql().equals("NULL");
                    case Cast cast -> isSteady(cast);
                    case Operation operation -> JSON_OPERATORS.contains(operation.operator());
                    case Call call -> isImmutable(call);
                    default -> false;
                };
        return itself && expression.parts().stream().allMatch(this::isImmutable);
    }

    private boolean isSteady(Cast cast) {
        return cast.of() instanceof Constant
                || STEADY_SOURCES.contains(of(cast.of())) && STEADY_CASTS.contains(bare(cast.type()));
    }

    private boolean isImmutable(Call call) {
        if (!call.function().matches("[a-z_][a-z0-9_.]*")) {
            return false;
        }
        String types = call.parts().stream().map(this::of).collect(Collectors.joining(","));
        return routines.immutable().contains(call.function())
                || routines.immutable().contains(call.function() + "(" + types + ")");
    }
}
