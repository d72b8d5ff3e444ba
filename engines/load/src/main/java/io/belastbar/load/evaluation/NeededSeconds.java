package io.belastbar.load.evaluation;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.threshold.Scope;
import io.belastbar.load.threshold.Threshold;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What must be kept of a run's seconds to judge its thresholds over time when it has ended: cells that are the same
 * thresholds' affair are added up, the others left out. A second of thousands of cells becomes one of a few. Not
 * thread-safe.
 */
public final class NeededSeconds {

    private final List<Predicate<CellKey>> scopes;
    private final Map<CellKey, Optional<CellKey>> standIns = new HashMap<>();
    private final Map<BitSet, CellKey> first = new HashMap<>();

    public NeededSeconds(List<Threshold> thresholds, List<StepInfo> steps, List<String> tenants) {
        scopes = thresholds.stream()
                .filter(threshold -> ThresholdEvaluation.needsSeconds(List.of(threshold)))
                .map(Threshold::on)
                .distinct()
                .map((Scope scope) -> scope.cells(steps, tenants))
                .toList();
    }

    /** The second as these thresholds see it. */
    public SecondResult of(SecondResult second) {
        Map<CellKey, Cell> cells = new TreeMap<>();
        second.cells().forEach((key, cell) -> standIns.computeIfAbsent(key, this::standIn)
                .ifPresent(standIn ->
                        cells.computeIfAbsent(standIn, none -> new Cell()).add(cell)));
        return new SecondResult(second.second(), second.users(), second.plannedPerSecond(), second.generator(), cells);
    }

    /** A cell that the same thresholds are about; empty if none is. */
    private Optional<CellKey> standIn(CellKey key) {
        BitSet about = new BitSet(scopes.size());
        for (int scope = 0; scope < scopes.size(); scope++) {
            about.set(scope, scopes.get(scope).test(key));
        }
        return about.isEmpty() ? Optional.empty() : Optional.of(first.computeIfAbsent(about, none -> key));
    }
}
