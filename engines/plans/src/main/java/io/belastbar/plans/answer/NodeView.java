package io.belastbar.plans.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.plans.Blocks;
import io.belastbar.plans.MeasuredNode;

/**
 * A node as an answer has it; see {@link MeasuredNode} for what its figures mean.
 *
 * @param parent index of the node above; left out at the root
 * @param pointer JSON pointer into what was sent
 * @param title as PostgreSQL's text format names it
 * @param rowsUncertainty how far {@code rows} may be away, since a mean per loop is printed
 * @param estimateFactor rows ÷ planned rows of a loop; left out where nothing can be compared
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeView(
        int index,
        Integer parent,
        String pointer,
        int line,
        String type,
        String title,
        boolean neverExecuted,
        double loops,
        double processes,
        double plannedRows,
        double totalCost,
        double rows,
        double rowsUncertainty,
        double removedRows,
        Double estimateFactor,
        double totalMs,
        double ownMs,
        double share,
        double touchedBlocks,
        Blocks ownBlocks,
        double memoryKb,
        double diskKb) {

    static NodeView of(MeasuredNode node) {
        return new NodeView(
                node.index(),
                node.parent().map(MeasuredNode::index).orElse(null),
                node.pointer(),
                node.line(),
                node.type(),
                NodeTitle.of(node),
                node.isNeverExecuted(),
                node.loops(),
                node.processes(),
                node.plannedRows(),
                node.totalCost(),
                node.rows().value(),
                node.rows().uncertainty(),
                node.removedRows().value(),
                PlanView.orNull(node.estimateFactor()),
                node.totalMs(),
                node.ownMs(),
                node.share(),
                node.blocks().touched(),
                node.ownBlocks(),
                node.memoryKb(),
                node.diskKb());
    }
}
