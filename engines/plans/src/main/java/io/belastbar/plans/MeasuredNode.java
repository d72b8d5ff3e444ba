package io.belastbar.plans;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One node of a plan with what was planned and, after {@code EXPLAIN ANALYZE}, what was measured. PostgreSQL prints means
 * per loop and, below a Gather, sums over all processes; the figures here are of the whole execution:
 *
 * <ul>
 *   <li><b>time</b> in milliseconds of wall clock: the printed mean × {@link #loops()} ÷ {@link #processes()}. What three
 *       processes did in 30 ms at the same time took 30 ms, not 90.
 *   <li><b>own</b> time or blocks: the node's, without those of the nodes below it, never negative. A CTE or InitPlan is
 *       executed inside the node that first needs it, often deep below the one under which EXPLAIN prints it: it is taken
 *       off there, so that it counts once and the own figures of all nodes add up to the root's.
 *   <li><b>rows</b> of all loops together, with how far rounding may have falsified them ({@link RowCount}).
 *   <li><b>blocks</b> of all loops and processes; {@link #blocks()} include the nodes below, {@link #ownBlocks()} do not.
 *   <li><b>memory</b> and files in kB (1,024 bytes) of all processes together: each has a private hash table or sort, a
 *       Parallel Hash is one for all.
 * </ul>
 *
 * Without ANALYZE nothing is measured: figures are 0, {@link #isMeasured()} is false. With {@code TIMING OFF} rows are
 * measured and times are 0: {@link #isTimed()} is false. Everything else that EXPLAIN printed is in {@link #attributes()}.
 */
public final class MeasuredNode {
    private final JsonValue json;
    private final NodeAttributes attributes;
    private final MeasuredNode parent;
    private final int index;
    private final Arithmetic arithmetic;
    private final List<MeasuredNode> children = new ArrayList<>();

    MeasuredNode(JsonValue json, MeasuredNode parent, int index, Arithmetic arithmetic) {
        this.json = json;
        this.attributes = new NodeAttributes(json);
        this.parent = parent;
        this.index = index;
        this.arithmetic = arithmetic;
    }

    void add(MeasuredNode child) {
        children.add(child);
    }

    /** The node's number in its plan: 0 is the root, then from the top down in the order of EXPLAIN's print. */
    public int index() {
        return index;
    }

    /** JSON pointer to the node in what was read, for example {@code /0/Plan/Plans/1}. */
    public String pointer() {
        return json.pointer();
    }

    /** Line of what was read on which the node begins, from 1. */
    public int line() {
        return json.line();
    }

    /** Everything by PostgreSQL's own keys, as printed. */
    public NodeAttributes attributes() {
        return attributes;
    }

    public Optional<MeasuredNode> parent() {
        return Optional.ofNullable(parent);
    }

    public List<MeasuredNode> children() {
        return Collections.unmodifiableList(children);
    }

    /** Levels above this node; 0 for the root. */
    public int depth() {
        return parent == null ? 0 : parent.depth() + 1;
    }

    /** For example {@code Seq Scan}; may be one that no version known today has. */
    public String type() {
        return attributes.text("Node Type").orElse("");
    }

    public boolean is(String... types) {
        return List.of(types).contains(type());
    }

    /** How the node above uses this one: {@code Outer}, {@code Inner}, {@code InitPlan}, {@code SubPlan}, {@code Member} … */
    public String relationship() {
        return attributes.text("Parent Relationship").orElse("");
    }

    /** Whether this is the root of a CTE, which EXPLAIN prints under the query that defines it. */
    public boolean isCte() {
        return relationship().equals("InitPlan") && subplanName().startsWith("CTE ");
    }

    /** For example {@code CTE busy}, {@code InitPlan 1} or {@code SubPlan 2}; empty for an ordinary node. */
    public String subplanName() {
        return attributes.text("Subplan Name").orElse("");
    }

    /** Whether ANALYZE measured this node. */
    public boolean isMeasured() {
        return attributes.has("Actual Loops");
    }

    /** Whether its time was measured too. */
    public boolean isTimed() {
        return isMeasured() && attributes.has("Actual Total Time");
    }

    /** Whether ANALYZE saw that the node was not needed: "never executed". */
    public boolean isNeverExecuted() {
        return isMeasured() && loops() == 0;
    }

    /** How often the node was started, over all processes; 0 for one that was never executed or measured. */
    public double loops() {
        return attributes.numberOrZero("Actual Loops");
    }

    /**
     * How many processes shared the work of this node: 1 outside of a Gather, below it the leader and the workers that
     * took part. Not whole where a Gather was started more than once with different numbers of workers.
     */
    public double processes() {
        return arithmetic.processes(this);
    }

    /** Milliseconds of wall clock until the last row, with the nodes below. */
    public double totalMs() {
        return arithmetic.totalMs(this);
    }

    /** Milliseconds of wall clock until the first row, summed over loops. */
    public double startupMs() {
        return attributes.numberOrZero("Actual Startup Time") * loops() / processes();
    }

    /** Milliseconds of wall clock without the nodes below. */
    public double ownMs() {
        return arithmetic.ownMs(this);
    }

    /**
     * How far {@link #totalMs()} may be away from the truth, since the mean of a loop is printed in thousandths of a
     * millisecond: 20,000 loops may be 10 ms more or less.
     */
    public double timeUncertaintyMs() {
        return arithmetic.timeUncertaintyMs(this);
    }

    /** {@link #ownMs()} as a part of the execution, 0 to 1; those of all nodes sum up to at most 1. */
    public double share() {
        return arithmetic.share(this);
    }

    /** {@link #totalMs()} as a part of the execution, 0 to 1. */
    public double shareWithChildren() {
        return arithmetic.shareWithChildren(this);
    }

    /** Rows that the node handed up, of all loops and processes. */
    public RowCount rows() {
        return rowCount("Actual Rows");
    }

    /** Rows that the node handed up in one loop, on average. */
    public double rowsPerLoop() {
        return attributes.numberOrZero("Actual Rows");
    }

    /** Rows that the planner expected of one loop; below a Gather of one process. */
    public double plannedRows() {
        return attributes.numberOrZero("Plan Rows");
    }

    /** Bytes that the planner expected of one row. */
    public double plannedWidth() {
        return attributes.numberOrZero("Plan Width");
    }

    /** The planner's cost of one loop with the nodes below, in its own unit. */
    public double totalCost() {
        return attributes.numberOrZero("Total Cost");
    }

    /** Rows that were read and thrown away, by filter, join filter, recheck or conflict, of all loops and processes. */
    public RowCount removedRows() {
        return attributes.keys().stream()
                .filter(key -> key.startsWith("Rows Removed by "))
                .map(this::rowCount)
                .reduce(RowCount.NONE, RowCount::plus);
    }

    /** One of these counts, by its key such as {@code Rows Removed by Join Filter}, of all loops and processes. */
    public RowCount rowCount(String key) {
        return attributes
                .text(key)
                .filter(printed -> Numbers.finite(printed).isPresent())
                .map(printed -> RowCount.of(printed, loops()))
                .orElse(RowCount.NONE);
    }

    /**
     * How far the planner was off: rows of one loop ÷ planned rows, both at least 1. 100 means that a hundred times more
     * rows came than it thought, 0.01 a hundred times fewer. Empty where there is nothing to compare: not measured, never
     * executed, or BitmapAnd and BitmapOr, which do not count their rows.
     */
    public OptionalDouble estimateFactor() {
        if (loops() == 0 || is("BitmapAnd", "BitmapOr") || !attributes.has("Plan Rows")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.max(1, rowsPerLoop()) / Math.max(1, plannedRows()));
    }

    /** Whether something above may not have wanted all rows, so that few rows say nothing about the estimate. */
    public boolean mayHaveStoppedEarly() {
        return EarlyStop.ofNode(this);
    }

    /** Blocks of this node and those below. */
    public Blocks blocks() {
        return arithmetic.blocks(this);
    }

    /** Blocks of this node alone. */
    public Blocks ownBlocks() {
        return arithmetic.ownBlocks(this);
    }

    /** Memory of sort, hash or other storage in kB, of all processes together; 0 if it has or says none. */
    public double memoryKb() {
        return WorkMemory.memoryKb(this);
    }

    /** Files on disk of sort, hash or other storage in kB, of all processes together; 0 if it has or says none. */
    public double diskKb() {
        return WorkMemory.diskKb(this);
    }

    /** The most batches of a hash in any process; 1 and 0 mean that it fitted into memory. */
    public double hashBatches() {
        return WorkMemory.hashBatches(this);
    }

    /** What EXPLAIN printed of each worker, without the leader; empty if it printed none. */
    public List<NodeAttributes> workers() {
        return attributes.sections("Workers");
    }

    /** This node and all below it, from the top down. */
    public List<MeasuredNode> flatten() {
        List<MeasuredNode> all = new ArrayList<>();
        collect(all);
        return all;
    }

    private void collect(List<MeasuredNode> all) {
        all.add(this);
        children.forEach(child -> child.collect(all));
    }

    /** What was planned, without measurements. */
    public PlanNode shape() {
        return new PlanNode(
                type(),
                attributes.text("Schema").orElse(null),
                attributes.text("Relation Name").orElse(null),
                attributes.text("Alias").orElse(null),
                attributes.text("Index Name").orElse(null),
                attributes.text("Filter").orElse(null),
                attributes.text("Index Cond").orElse(null),
                attributes.list("Sort Key"),
                plannedRows(),
                totalCost(),
                children.stream().map(MeasuredNode::shape).toList());
    }

    @Override
    public String toString() {
        return index + " " + type();
    }
}
