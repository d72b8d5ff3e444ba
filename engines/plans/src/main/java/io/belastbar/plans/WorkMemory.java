package io.belastbar.plans;

import java.util.List;
import java.util.stream.Stream;

/**
 * What sorts, hashes and stored rows needed. A sort and a hashed aggregate print the leader's figures at the node and
 * each worker's under {@code Workers}. A Hash prints the largest of all processes, each of which has a table of that kind
 * unless it is parallel aware (PostgreSQL, {@code show_hash_info} in {@code explain.c}).
 */
final class WorkMemory {
    private static final String DISK = "Disk";

    private WorkMemory() {}

    static double memoryKb(MeasuredNode node) {
        double hash = node.attributes().numberOrZero("Peak Memory Usage");
        if (node.is("Hash")) {
            return node.attributes().isTrue("Parallel Aware") ? hash : hash * node.processes();
        }
        return printed(node).mapToDouble(WorkMemory::memoryKb).sum();
    }

    static double diskKb(MeasuredNode node) {
        return printed(node).mapToDouble(WorkMemory::diskKb).sum();
    }

    static double hashBatches(MeasuredNode node) {
        return printed(node)
                .mapToDouble(process ->
                        Math.max(process.numberOrZero("Hash Batches"), process.numberOrZero("HashAgg Batches")))
                .max()
                .orElse(0);
    }

    private static Stream<NodeAttributes> printed(MeasuredNode node) {
        return Stream.concat(Stream.of(node.attributes()), node.workers().stream());
    }

    private static double memoryKb(NodeAttributes process) {
        return process.numberOrZero("Peak Memory Usage")
                + (isDisk(process, "Sort Space Type") ? 0 : process.numberOrZero("Sort Space Used"))
                + (isDisk(process, "Storage") ? 0 : process.numberOrZero("Maximum Storage"))
                + groups(process)
                        .mapToDouble(group -> peak(group, "Sort Space Memory"))
                        .sum();
    }

    private static double diskKb(NodeAttributes process) {
        return process.numberOrZero("Disk Usage")
                + (isDisk(process, "Sort Space Type") ? process.numberOrZero("Sort Space Used") : 0)
                + (isDisk(process, "Storage") ? process.numberOrZero("Maximum Storage") : 0)
                + groups(process)
                        .mapToDouble(group -> peak(group, "Sort Space Disk"))
                        .sum();
    }

    /** An incremental sort says what its largest group needed. */
    private static Stream<NodeAttributes> groups(NodeAttributes process) {
        return List.of("Full-sort Groups", "Pre-sorted Groups").stream().map(process::section);
    }

    private static double peak(NodeAttributes group, String kind) {
        return group.section(kind).numberOrZero("Peak Sort Space Used");
    }

    private static boolean isDisk(NodeAttributes process, String key) {
        return process.text(key).filter(DISK::equals).isPresent();
    }
}
