package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.IndexKey;
import io.belastbar.plans.index.IndexMethod;
import io.belastbar.plans.index.IndexShape;
import io.belastbar.plans.index.access.Clause;
import io.belastbar.plans.index.access.Clause.Kind;
import io.belastbar.plans.index.advice.Variant.Selective;
import java.util.List;
import java.util.Set;

/** GIN for what contains or matches, GiST for ranges: what a B-tree cannot answer. */
final class OtherMethods {
    /** Operators of jsonb_path_ops, whose index is smaller and more exact than that of the default class. */
    private static final Set<String> PATH_OPERATORS = Set.of("@>", "@@", "@?");

    /** Pages of an index that a search reads, roughly. */
    private static final double INDEX_PAGES = 6;

    private OtherMethods() {}

    static List<IndexShape> shapes(Variant variant) {
        return variant.clauses().stream()
                .map(Selective::clause)
                .filter(clause -> clause.is(Kind.CONTAINS, Kind.PATTERN))
                .map(OtherMethods::shape)
                .distinct()
                .toList();
    }

    private static IndexShape shape(Clause clause) {
        IndexMethod method = clause.keyType().endsWith("range") ? IndexMethod.GIST : IndexMethod.GIN;
        IndexKey key = new IndexKey(clause.key(), "", operators(clause));
        return new IndexShape(method, List.of(key), List.of(), "");
    }

    private static String operators(Clause clause) {
        if (clause.is(Kind.PATTERN)) {
            return "gin_trgm_ops";
        }
        boolean path = clause.keyType().equals("jsonb") && PATH_OPERATORS.contains(clause.operator());
        return path ? "jsonb_path_ops" : "";
    }

    static BlockEstimate through(Variant variant, IndexShape shape, double randomPageCost) {
        IndexKey key = shape.keys().getFirst();
        double kept = 1;
        boolean answers = false;
        for (Selective selective : variant.clauses()) {
            Clause clause = selective.clause();
            boolean suits =
                    clause.is(Kind.CONTAINS, Kind.PATTERN) && clause.key().equals(key.expression());
            if (suits && operators(clause).equals(key.operatorClass())
                    || suits && key.operatorClass().isEmpty() && clause.is(Kind.CONTAINS)) {
                kept *= selective.kept();
                answers = true;
            }
        }
        if (!answers || shape.isPartial() && !IndexMatch.of(variant, shape).fits()) {
            return BlockEstimate.IMPOSSIBLE;
        }
        double pages = Math.max(1, variant.table().size().pages());
        double rows = variant.table().rows() * kept;
        double read = INDEX_PAGES + BlockEstimate.distinctPages(pages, rows);
        double cost = read * randomPageCost + rows * 0.02;
        return new BlockEstimate(variant.lookups() * read, variant.lookups() * cost);
    }
}
