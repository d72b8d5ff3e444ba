package io.belastbar.plans;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which nodes can have executed a CTE or InitPlan: those that name it. Since version 17 a result is printed as
 * {@code (InitPlan 1).col1}, before as {@code $0}. Workers do not execute an InitPlan of the query above them: their
 * Gather does, and hands them the result.
 */
final class Payers {
    private static final Pattern RESULT = Pattern.compile("\\$\\d+|\\([^()]{1,100}\\)(?=\\.col\\d)");
    private static final Pattern RETURNED = Pattern.compile("\\$\\d+");

    /** The first of those that name a result execute it; thousands of partitions may name it too. */
    private static final int NAMED_MAX = 100;

    private final Map<String, Set<MeasuredNode>> asking = new HashMap<>();
    private final Map<String, Set<MeasuredNode>> scans = new HashMap<>();
    private final Map<MeasuredNode, Set<String>> defined = new HashMap<>();
    private final int[] last;

    Payers(List<MeasuredNode> nodes) {
        last = new int[nodes.size()];
        nodes.reversed().forEach(this::number);
        nodes.forEach(this::see);
    }

    /** Children have been numbered before: the last of them is where this node's part of the list ends. */
    private void number(MeasuredNode node) {
        last[node.index()] = Math.max(last[node.index()], node.index());
        node.parent().ifPresent(parent -> last[parent.index()] = Math.max(last[parent.index()], last[node.index()]));
    }

    private void see(MeasuredNode node) {
        if (node.isCte()) {
            node.parent().ifPresent(owner -> defined.computeIfAbsent(owner, unknown -> new HashSet<>())
                    .add(node.subplanName()));
        }
        if (node.is("CTE Scan")) {
            node.attributes().text("CTE Name").ifPresent(name -> add(scans, name, node));
        }
        if (node.loops() > 0) {
            for (String text : node.attributes().expressions()) {
                RESULT.matcher(text).results().map(MatchResult::group).forEach(result -> add(asking, result, node));
            }
        }
    }

    private static void add(Map<String, Set<MeasuredNode>> to, String name, MeasuredNode node) {
        Set<MeasuredNode> named = to.computeIfAbsent(name, unknown -> new LinkedHashSet<>());
        if (named.size() < NAMED_MAX) {
            named.add(node);
        }
    }

    List<MeasuredNode> of(MeasuredNode deferred) {
        MeasuredNode owner = deferred.parent().orElseThrow();
        if (deferred.isCte()) {
            String name = deferred.subplanName().substring("CTE ".length());
            return outside(deferred, scans.getOrDefault(name, Set.of()).stream())
                    .filter(scan -> readsThatOf(owner, scan, name))
                    .toList();
        }
        Matcher returned = RETURNED.matcher(deferred.subplanName());
        Stream<String> results = Stream.concat(
                returned.results().map(MatchResult::group), Stream.of("(" + deferred.subplanName() + ")"));
        Stream<MeasuredNode> nodes = results.flatMap(result -> asking.getOrDefault(result, Set.of()).stream());
        return outside(deferred, nodes)
                .map(node -> gatherBetween(owner, node).orElse(node))
                .distinct()
                .toList();
    }

    /** Those of the nodes that belong to the same owner, but not to the deferred one itself. */
    private Stream<MeasuredNode> outside(MeasuredNode deferred, Stream<MeasuredNode> nodes) {
        MeasuredNode owner = deferred.parent().orElseThrow();
        return nodes.filter(node -> isWithin(node, owner) && !isWithin(node, deferred));
    }

    private boolean isWithin(MeasuredNode node, MeasuredNode above) {
        return node.index() >= above.index() && node.index() <= last[above.index()];
    }

    /** Whether the nearest CTE of this name that a scan sees is the owner's. */
    private boolean readsThatOf(MeasuredNode owner, MeasuredNode scan, String name) {
        MeasuredNode at = scan;
        while (at != owner && !defines(at, name)) {
            at = at.parent().orElseThrow();
        }
        return at == owner;
    }

    private boolean defines(MeasuredNode node, String name) {
        return defined.getOrDefault(node, Set.of()).contains("CTE " + name);
    }

    /** The uppermost Gather from an owner down to a node. */
    private static Optional<MeasuredNode> gatherBetween(MeasuredNode owner, MeasuredNode node) {
        Optional<MeasuredNode> gather = Optional.empty();
        for (MeasuredNode at = node; at != owner; at = at.parent().orElseThrow()) {
            MeasuredNode above = at.parent().orElseThrow();
            gather = above.is("Gather", "Gather Merge") ? Optional.of(above) : gather;
        }
        return gather;
    }
}
