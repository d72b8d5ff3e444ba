package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.Identifier;
import io.belastbar.plans.index.IndexKey;
import io.belastbar.plans.index.IndexMethod;
import io.belastbar.plans.index.IndexShape;
import io.belastbar.plans.index.access.Clause;
import io.belastbar.plans.index.access.Clause.Kind;
import io.belastbar.plans.index.advice.Variant.Selective;
import io.belastbar.plans.index.expression.OrderKey;
import io.belastbar.plans.index.facts.ColumnProfile;
import io.belastbar.plans.index.facts.TableProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The B-trees that may serve a variant: keys compared for equality first (session settings before all others, then the
 * most selective), in other orders too, so that one index can serve several statements; then a list, a range or the
 * order; with and without what may be a predicate or be carried along.
 */
final class ShapeOptions {
    /** Equality keys that are tried in every order and subset. */
    private static final int PERMUTED_MAX = 4;

    /** A constant in fewer rows than this part is worth an index of only these rows. */
    private static final double RARE = 0.05;

    /** Carried columns: few and narrow ones. */
    private static final int INCLUDED_MAX = 3;

    private static final int INCLUDED_BYTES_MAX = 40;

    private final AdvisorLimits limits;
    private final Set<String> updated;

    /** {@code updated}: columns of the table that statements of the workload change. */
    ShapeOptions(AdvisorLimits limits, Set<String> updated) {
        this.limits = limits;
        this.updated = updated;
    }

    List<IndexShape> of(Variant variant) {
        Set<IndexShape> shapes = new LinkedHashSet<>();
        for (String predicate : predicates(variant)) {
            for (List<IndexKey> keys : keys(variant, predicate)) {
                shapes.add(new IndexShape(IndexMethod.BTREE, keys, List.of(), predicate));
                carried(variant, keys, predicate).ifPresent(rest -> {
                    shapes.add(new IndexShape(IndexMethod.BTREE, keys, rest, predicate));
                    List<IndexKey> longer = new ArrayList<>(keys);
                    rest.forEach(column -> longer.add(IndexKey.of(column)));
                    shapes.add(new IndexShape(IndexMethod.BTREE, longer, List.of(), predicate));
                });
            }
        }
        shapes.addAll(OtherMethods.shapes(variant));
        return List.copyOf(shapes);
    }

    /** Rows that are not deleted, and constants that are rare; never what differs from call to call. */
    private static List<String> predicates(Variant variant) {
        List<String> nulls = new ArrayList<>();
        List<String> rare = new ArrayList<>();
        for (Selective selective : variant.clauses()) {
            Clause clause = selective.clause();
            String condition = clause.condition().sql();
            Optional<ColumnProfile> column = variant.table().column(clause.key());
            boolean constant = clause.is(Kind.EQUAL) && clause.isConstant() || clause.is(Kind.TRUE, Kind.FALSE);
            if (clause.is(Kind.NULL)) {
                nulls.add(condition);
            } else if (clause.is(Kind.NOT_NULL)
                    && column.filter(c -> c.statistics().nullFraction() > 0.5).isPresent()) {
                nulls.add(condition);
            } else if (constant && column.filter(ColumnProfile::isKnown).isPresent() && selective.kept() < RARE) {
                rare.add(condition);
            }
        }
        Set<String> predicates = new LinkedHashSet<>();
        predicates.add(joined(nulls));
        nulls.addAll(rare);
        predicates.add(joined(nulls));
        predicates.add("");
        return List.copyOf(predicates);
    }

    private static String joined(List<String> conditions) {
        List<String> sorted = conditions.stream().distinct().sorted().toList();
        return sorted.size() == 1
                ? sorted.getFirst()
                : String.join(" AND ", sorted.stream().map(c -> "(" + c + ")").toList());
    }

    private List<List<IndexKey>> keys(Variant variant, String predicate) {
        Map<String, Selective> equal = new LinkedHashMap<>();
        variant.clauses().stream()
                .filter(s -> s.clause().is(Kind.EQUAL, Kind.NULL))
                .filter(s -> !predicate.contains(s.clause().condition().sql()))
                .filter(s -> !isFlag(variant.table(), s.clause().key()))
                .sorted(Comparator.<Selective, Boolean>comparing(
                                s -> !s.clause().fromSession())
                        .thenComparing(Selective::kept))
                .limit(PERMUTED_MAX)
                .forEach(s -> equal.putIfAbsent(s.clause().key(), s));
        List<List<IndexKey>> tails = tails(variant, equal.keySet());
        Set<List<IndexKey>> all = new LinkedHashSet<>();
        for (List<String> head : heads(List.copyOf(equal.keySet()))) {
            for (List<IndexKey> tail : tails) {
                List<IndexKey> keys =
                        new ArrayList<>(head.stream().map(IndexKey::of).toList());
                tail.stream().filter(key -> !head.contains(key.expression())).forEach(keys::add);
                if (keys.isEmpty()
                        && !predicate.isEmpty()
                        && variant.table().primaryKey().size() == 1) {
                    // The predicate finds the rows; an index must have a key.
                    keys.add(IndexKey.of(
                            Identifier.quoted(variant.table().primaryKey().getFirst())));
                }
                if (!keys.isEmpty() && keys.size() <= limits.keysMax()) {
                    all.add(keys);
                }
            }
        }
        return List.copyOf(all);
    }

    private static boolean isFlag(TableProfile table, String key) {
        return table.column(key).filter(c -> c.isBoolean()).isPresent();
    }

    /** Every order of every subset; the first is all of them in the order given. */
    static List<List<String>> heads(List<String> columns) {
        List<List<String>> all = new ArrayList<>();
        permute(columns, new ArrayList<>(), all);
        all.sort(Comparator.<List<String>>comparingInt(head -> -head.size()));
        return all;
    }

    private static void permute(List<String> rest, List<String> head, List<List<String>> all) {
        all.add(List.copyOf(head));
        for (String column : rest) {
            List<String> longer = new ArrayList<>(head);
            longer.add(column);
            permute(rest.stream().filter(other -> !other.equals(column)).toList(), longer, all);
        }
    }

    private static List<List<IndexKey>> tails(Variant variant, Set<String> equal) {
        List<IndexKey> lists = ranged(variant, Kind.IN, equal);
        List<IndexKey> ranges = new ArrayList<>(ranged(variant, Kind.RANGE, equal));
        ranges.addAll(ranged(variant, Kind.PREFIX, equal));
        ranges.addAll(ranged(variant, Kind.NOT_NULL, equal));
        List<IndexKey> order = order(variant, equal);
        Set<List<IndexKey>> tails = new LinkedHashSet<>();
        tails.add(List.of());
        tails.add(order);
        for (IndexKey range : ranges) {
            tails.add(List.of(range));
            tails.add(with(order, range));
            ranges.forEach(other -> tails.add(with(List.of(range), other)));
        }
        for (IndexKey list : lists) {
            tails.add(List.of(list));
            tails.add(with(order, list));
            lists.forEach(other -> tails.add(with(List.of(list), other)));
            ranges.forEach(range -> tails.add(List.of(list, range)));
            ranges.forEach(range -> tails.add(List.of(range, list)));
        }
        return List.copyOf(tails);
    }

    private static List<IndexKey> with(List<IndexKey> keys, IndexKey last) {
        boolean there = keys.stream().anyMatch(key -> key.expression().equals(last.expression()));
        List<IndexKey> all = new ArrayList<>(keys);
        if (!there) {
            all.add(last);
        }
        return all;
    }

    private static List<IndexKey> ranged(Variant variant, Kind kind, Set<String> equal) {
        return variant.clauses().stream()
                .map(Selective::clause)
                .filter(clause -> clause.is(kind) && !equal.contains(clause.key()))
                .map(clause -> new IndexKey(clause.key(), "", operators(variant.table(), clause)))
                .distinct()
                .toList();
    }

    /** Only where text compares byte by byte does a plain index know where a beginning begins. */
    private static String operators(TableProfile table, Clause clause) {
        boolean plain = table.column(clause.key()).filter(c -> c.cCollation()).isPresent();
        return clause.is(Kind.PREFIX) && !plain ? "text_pattern_ops" : "";
    }

    /** The order as keys; a primary key at its end only breaks ties and is left out when something stands before it. */
    private static List<IndexKey> order(Variant variant, Set<String> equal) {
        List<IndexKey> keys = new ArrayList<>();
        for (OrderKey key : variant.wanted().order()) {
            String expression = key.expression().sql();
            boolean column = variant.table().column(expression).isPresent();
            if (!column) {
                return List.of();
            }
            if (!equal.contains(expression)) {
                keys.add(new IndexKey(expression, key.direction(), ""));
            }
        }
        return keys;
    }

    /** Columns to carry along for an index-only scan; none that statements change, which would end heap-only updates. */
    private Optional<List<String>> carried(Variant variant, List<IndexKey> keys, String predicate) {
        Set<String> rest =
                new LinkedHashSet<>(variant.columns().stream().sorted().toList());
        variant.clauses().stream()
                .map(Selective::clause)
                .filter(clause -> !predicate.contains(clause.condition().sql()))
                .forEach(clause -> rest.add(clause.key()));
        keys.forEach(key -> rest.remove(key.expression()));
        boolean narrow = rest.stream()
                        .mapToInt(name -> variant.table()
                                .column(name)
                                .map(c -> c.statistics().width())
                                .orElse(INCLUDED_BYTES_MAX + 1))
                        .sum()
                <= INCLUDED_BYTES_MAX;
        boolean steady = rest.stream().noneMatch(updated::contains)
                && variant.table().size().allVisible() > 0.8;
        boolean some = !rest.isEmpty()
                && rest.size() <= INCLUDED_MAX
                && rest.size() + keys.size() < variant.table().columns().size();
        return some && narrow && steady && !variant.filtersOutside()
                ? Optional.of(List.copyOf(rest))
                : Optional.empty();
    }
}
