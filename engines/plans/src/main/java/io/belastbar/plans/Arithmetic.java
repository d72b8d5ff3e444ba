package io.belastbar.plans;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/** The figures of a plan's nodes that need the whole plan; see {@link MeasuredNode} for their meaning. */
final class Arithmetic {
    private static final List<String> BLOCKS = List.of(
            "Shared Hit Blocks",
            "Shared Read Blocks",
            "Shared Dirtied Blocks",
            "Shared Written Blocks",
            "Local Hit Blocks",
            "Local Read Blocks",
            "Local Dirtied Blocks",
            "Local Written Blocks",
            "Temp Read Blocks",
            "Temp Written Blocks");
    private static final int COUNTERS = BLOCKS.size() + 2;

    private double[] processes;
    private TotalTimes totals;
    private double[] ownMs;
    private double[][] ownCounters;
    private double executionMs;

    /** @param executionMs as printed; 0 if it is not */
    void calculate(MeasuredNode root, double executionMs) {
        List<MeasuredNode> nodes = root.flatten();
        processes = new double[nodes.size()];
        nodes.forEach(node -> processes[node.index()] = processesOf(node));
        totals = new TotalTimes(nodes, processes);
        OwnPart ownPart = new OwnPart(nodes);
        ownMs = ownPart.of(this::totalMs);
        ownCounters = new double[COUNTERS][];
        for (int counter = 0; counter < COUNTERS; counter++) {
            ownCounters[counter] = ownPart.of(counted(counter));
        }
        this.executionMs = Math.max(
                executionMs, Math.max(totalMs(root), Arrays.stream(ownMs).sum()));
    }

    /** Nodes are numbered from the top down, so that the parent's is known. */
    private double processesOf(MeasuredNode node) {
        return node.parent().map(parent -> processesBelow(parent, node)).orElse(1.0);
    }

    private double processesBelow(MeasuredNode parent, MeasuredNode child) {
        double shared = processes[parent.index()];
        if (child.relationship().equals("InitPlan")) {
            // The leader alone may have executed it for all.
            return Math.clamp(child.loops(), 1, shared);
        }
        boolean gathered =
                parent.is("Gather", "Gather Merge") && !child.relationship().equals("SubPlan");
        // Each process that takes part starts the node below a Gather once per start of the Gather.
        return gathered && parent.loops() > 0 ? Math.max(1, child.loops() / parent.loops()) : shared;
    }

    double processes(MeasuredNode node) {
        return processes[node.index()];
    }

    double timeUncertaintyMs(MeasuredNode node) {
        return totals.uncertainty(node);
    }

    double totalMs(MeasuredNode node) {
        return totals.of(node);
    }

    double ownMs(MeasuredNode node) {
        return ownMs[node.index()];
    }

    /** Wall clock of the execution in ms: at least what the nodes sum up to. */
    double executionMs() {
        return executionMs;
    }

    double share(MeasuredNode node) {
        return executionMs == 0 ? 0 : Math.min(1, ownMs(node) / executionMs);
    }

    double shareWithChildren(MeasuredNode node) {
        return executionMs == 0 ? 0 : Math.min(1, totalMs(node) / executionMs);
    }

    Blocks blocks(MeasuredNode node) {
        return blocks(counter -> counted(counter).applyAsDouble(node));
    }

    Blocks ownBlocks(MeasuredNode node) {
        return blocks(counter -> ownCounters[counter][node.index()]);
    }

    static Blocks blocks(NodeAttributes attributes) {
        return blocks(counter -> counted(counter, attributes));
    }

    private static Blocks blocks(IntToDoubleFunction counter) {
        double[] c = new double[COUNTERS];
        Arrays.setAll(c, counter);
        return new Blocks(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11]);
    }

    private static ToDoubleFunction<MeasuredNode> counted(int counter) {
        return node -> counted(counter, node.attributes());
    }

    private static double counted(int counter, NodeAttributes attributes) {
        return switch (counter - BLOCKS.size()) {
            case 0 -> waited(attributes, "Read Time");
            case 1 -> waited(attributes, "Write Time");
            default -> attributes.numberOrZero(BLOCKS.get(counter));
        };
    }

    /** Version 14 has one time, 15 adds temporary files, 17 tells shared from local. */
    private static double waited(NodeAttributes attributes, String kind) {
        return List.of("I/O ", "Shared I/O ", "Local I/O ", "Temp I/O ").stream()
                .mapToDouble(of -> attributes.numberOrZero(of + kind))
                .sum();
    }
}
