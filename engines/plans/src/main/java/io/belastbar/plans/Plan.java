package io.belastbar.plans;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One execution plan as {@code EXPLAIN (FORMAT JSON)} or auto_explain printed it. Times are milliseconds of wall clock.
 * What EXPLAIN was not asked for is empty.
 */
public final class Plan {
    private final MeasuredNode root;
    private final NodeAttributes attributes;
    private final Arithmetic arithmetic;
    private final OptionalDouble logged;

    Plan(MeasuredNode root, NodeAttributes attributes, Arithmetic arithmetic, OptionalDouble loggedMs) {
        this.root = root;
        this.attributes = attributes;
        this.arithmetic = arithmetic;
        this.logged = loggedMs;
        arithmetic.calculate(root, executionMs().orElse(0));
    }

    public MeasuredNode root() {
        return root;
    }

    /** All nodes from the top down; a node's {@link MeasuredNode#index()} is its place here. */
    public List<MeasuredNode> nodes() {
        return root.flatten();
    }

    /** Everything beside the tree by PostgreSQL's own keys. */
    public NodeAttributes attributes() {
        return attributes;
    }

    /** Whether ANALYZE executed the statement. */
    public boolean isMeasured() {
        return root.isMeasured();
    }

    /** Whether its nodes have times. */
    public boolean isTimed() {
        return root.isTimed();
    }

    public OptionalDouble planningMs() {
        return attributes.number("Planning Time");
    }

    /**
     * The execution without planning, with triggers and serialisation; of an auto_explain line its {@code duration}.
     */
    public OptionalDouble executionMs() {
        OptionalDouble printed = attributes.number("Execution Time");
        return printed.isPresent() ? printed : logged;
    }

    /** What shares are parts of: {@link #executionMs()}, or what the nodes took if that is more or nothing is printed. */
    public double totalMs() {
        return arithmetic.executionMs();
    }

    /** Blocks of the whole execution. */
    public Blocks blocks() {
        return root.blocks();
    }

    /** Blocks that planning read. */
    public Blocks planningBlocks() {
        return Arithmetic.blocks(attributes.section("Planning"));
    }

    /**
     * Triggers that were fired. A trigger that fires AFTER is not part of any node's time; one that fires BEFORE is part
     * of its ModifyTable's. EXPLAIN does not say which is which; a trigger of a constraint fires AFTER.
     */
    public List<Trigger> triggers() {
        return attributes.sections("Triggers").stream().map(Trigger::of).toList();
    }

    /** Compilation at run time, summed over all processes; empty if nothing was compiled. */
    public Optional<Jit> jit() {
        NodeAttributes jit = attributes.section("JIT");
        return jit.keys().isEmpty() ? Optional.empty() : Optional.of(Jit.of(jit));
    }

    /** Milliseconds that turning rows into the wire format took ({@code SERIALIZE}, from version 17). */
    public OptionalDouble serializationMs() {
        return attributes.section("Serialization").number("Time");
    }

    /** Settings that shape plans and differ from the server's defaults. */
    public Map<String, String> settings() {
        NodeAttributes settings = attributes.section("Settings");
        Map<String, String> byName = new LinkedHashMap<>();
        settings.keys().forEach(name -> settings.text(name).ifPresent(value -> byName.put(name, value)));
        return byName;
    }

    /** The statement's id in pg_stat_statements. */
    public Optional<String> queryId() {
        return attributes.text("Query Identifier");
    }

    /** The statement, which only auto_explain prints. */
    public Optional<String> queryText() {
        return attributes.text("Query Text");
    }

    /**
     * A trigger of all its calls.
     *
     * @param constraint whose trigger it is; empty for one that somebody wrote
     * @param ms all calls together; 0 with {@code TIMING OFF}
     */
    public record Trigger(String name, String constraint, String relation, double ms, double calls) {

        static Trigger of(NodeAttributes printed) {
            return new Trigger(
                    printed.text("Trigger Name").orElse(""),
                    printed.text("Constraint Name").orElse(""),
                    printed.text("Relation").orElse(""),
                    printed.numberOrZero("Time"),
                    printed.numberOrZero("Calls"));
        }
    }

    /** Compilation at run time: milliseconds of each phase and of all. */
    public record Jit(
            double functions,
            double generationMs,
            double inliningMs,
            double optimizationMs,
            double emissionMs,
            double totalMs) {

        static Jit of(NodeAttributes printed) {
            NodeAttributes timing = printed.section("Timing");
            // Since version 17 generation is an object that tells deforming from all of it.
            double generation = timing.number("Generation")
                    .orElse(timing.section("Generation").numberOrZero("Total"));
            return new Jit(
                    printed.numberOrZero("Functions"),
                    generation,
                    timing.numberOrZero("Inlining"),
                    timing.numberOrZero("Optimization"),
                    timing.numberOrZero("Emission"),
                    timing.numberOrZero("Total"));
        }
    }
}
