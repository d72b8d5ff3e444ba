package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.IndexShape;
import io.belastbar.plans.index.facts.ExistingIndex;
import io.belastbar.plans.index.facts.TableProfile;
import java.util.List;

/**
 * What one statement asks of one table, in all ways in which that could be carried out.
 *
 * @param statement its id
 * @param calls in the period
 * @param variants by its filters and by each of its joins
 * @param now blocks of one call with what there is today
 * @param nowCost the planner's cost of it
 */
record Need(String statement, double calls, TableProfile table, List<Variant> variants, double now, double nowCost) {

    static Need of(String statement, double calls, List<Variant> variants, double seqLookups, double randomPageCost) {
        TableProfile table = variants.getFirst().table();
        BlockEstimate best = BlockEstimate.whole(variants.getFirst());
        best = new BlockEstimate(best.blocks() * seqLookups, best.cost() * seqLookups);
        for (ExistingIndex index : table.indexes()) {
            if (index.valid()) {
                for (Variant variant : variants) {
                    BlockEstimate through = BlockEstimate.through(variant, index.shape(), randomPageCost);
                    best = through.cost() < best.cost() ? through : best;
                }
            }
        }
        return new Need(statement, calls, table, List.copyOf(variants), best.blocks(), best.cost());
    }

    /** Whether a condition or the order is about this column or expression. */
    boolean asksFor(String key) {
        return variants.stream()
                .anyMatch(variant -> variant.clauses().stream()
                                .anyMatch(selective -> selective.clause().key().equals(key))
                        || variant.wanted().order().stream()
                                .anyMatch(order -> order.expression().sql().equals(key)));
    }

    /** Blocks of one call with an index of this shape; as today if the planner would not use it. */
    double with(IndexShape shape, double randomPageCost) {
        return Math.min(now, best(shape, randomPageCost).blocks());
    }

    /** What one call costs the planner less with an index of this shape; 0 if it would not use it. */
    double costSaved(IndexShape shape, double randomPageCost) {
        return nowCost - best(shape, randomPageCost).cost();
    }

    private BlockEstimate best(IndexShape shape, double randomPageCost) {
        BlockEstimate best = new BlockEstimate(now, nowCost);
        for (Variant variant : variants) {
            BlockEstimate through = BlockEstimate.through(variant, shape, randomPageCost);
            best = through.cost() < best.cost() ? through : best;
        }
        return best;
    }
}
