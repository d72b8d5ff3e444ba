package io.belastbar.profiling.proof.parameter;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.index.Identifier;
import io.belastbar.plans.index.expression.Expression;
import io.belastbar.plans.index.expression.ExpressionParser;
import io.belastbar.profiling.proof.parameter.ParameterPlace.Use;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads from a generic plan with which column each parameter is compared, and from the text which one is LIMIT or OFFSET. */
final class ReadPlaces {
    private static final List<String> CONDITIONS =
            List.of("Index Cond", "Recheck Cond", "Filter", "Hash Cond", "Merge Cond", "Join Filter");
    private static final Map<Use, Pattern> PAGE = Map.of(
            Use.LIMIT,
                    Pattern.compile(
                            "\\b(?:limit|fetch\\s+(?:first|next))\\s+\\(?\\$(\\d{1,5})\\b", Pattern.CASE_INSENSITIVE),
            Use.OFFSET, Pattern.compile("\\boffset\\s+\\(?\\$(\\d{1,5})\\b", Pattern.CASE_INSENSITIVE));
    private static final Set<String> MIRROR = Set.of("<", ">", "<=", ">=");

    private final Map<String, String> tablesByAlias = new HashMap<>();
    private final Map<Integer, ParameterPlace> places = new TreeMap<>();

    private ReadPlaces() {}

    /** By the parameter's number; those that the plan compares with nothing are missing. */
    static Map<Integer, ParameterPlace> of(Plan plan, String text) {
        ReadPlaces reader = new ReadPlaces();
        plan.nodes().forEach(reader::table);
        plan.nodes().forEach(reader::conditions);
        PAGE.forEach((use, pattern) -> {
            Matcher page = pattern.matcher(text);
            while (page.find()) {
                int number = Integer.parseInt(page.group(1));
                reader.places.put(number, new ParameterPlace(number, "", "", use));
            }
        });
        return reader.places;
    }

    private void table(MeasuredNode node) {
        Optional<String> relation = node.attributes().text("Relation Name");
        Optional<String> schema = node.attributes().text("Schema");
        if (relation.isPresent() && schema.isPresent()) {
            String table = Identifier.quoted(schema.get()) + "." + Identifier.quoted(relation.get());
            tablesByAlias.putIfAbsent(node.attributes().text("Alias").orElse(""), table);
        }
    }

    private void conditions(MeasuredNode node) {
        for (String key : CONDITIONS) {
            node.attributes()
                    .text(key)
                    .ifPresent(text -> ExpressionParser.parse(text).all().forEach(part -> compared(node, part)));
        }
    }

    private void compared(MeasuredNode node, Expression part) {
        if (part instanceof Expression.Operation operation && operation.left() != null) {
            place(node, operation.operator(), operation.left(), operation.right(), false);
            String mirrored =
                    MIRROR.contains(operation.operator()) ? mirrored(operation.operator()) : operation.operator();
            place(node, mirrored, operation.right(), operation.left(), false);
        } else if (part instanceof Expression.Elements elements) {
            place(node, elements.operator(), elements.left(), elements.array(), true);
        }
    }

    private static String mirrored(String operator) {
        return (operator.startsWith("<") ? ">" : "<") + operator.substring(1);
    }

    private void place(MeasuredNode node, String operator, Expression side, Expression value, boolean array) {
        Optional<Integer> number = parameter(value);
        Set<String> aliases =
                side.columns().stream().map(Expression.Column::alias).collect(Collectors.toSet());
        if (number.isEmpty() || aliases.size() != 1 || side.all().anyMatch(Expression.Opaque.class::isInstance)) {
            return;
        }
        String alias = Identifier.bare(aliases.iterator().next());
        String table = tablesByAlias.get(
                alias.isEmpty() ? node.attributes().text("Alias").orElse("") : alias);
        if (table != null) {
            use(operator, array)
                    .ifPresent(use ->
                            places.putIfAbsent(number.get(), new ParameterPlace(number.get(), table, side.sql(), use)));
        }
    }

    private static Optional<Use> use(String operator, boolean array) {
        if (array) {
            return operator.equals("=") ? Optional.of(Use.ELEMENT) : Optional.empty();
        }
        return Optional.ofNullable(
                switch (operator) {
                    case "=", "<>" -> Use.EQUAL;
                    case ">", ">=" -> Use.LOWER_BOUND;
                    case "<", "<=" -> Use.UPPER_BOUND;
                    case "~~", "~~*", "^@" -> Use.PATTERN;
                    case "@>", "&&" -> Use.CONTAINS;
                    default -> null;
                });
    }

    /** A parameter, cast or not; not one that something is calculated with. */
    private static Optional<Integer> parameter(Expression value) {
        Expression bare = value;
        while (bare instanceof Expression.Cast cast) {
            bare = cast.of();
        }
        return bare instanceof Expression.Parameter parameter && parameter.number() > 0
                ? Optional.of(parameter.number())
                : Optional.empty();
    }
}
