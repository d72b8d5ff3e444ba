package io.belastbar.load.evaluation;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.SecondSeries.SecondVisitor;
import io.belastbar.load.threshold.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Adds up each second for the thresholds that are about it. Those with the same scope share the sum. */
final class ScopeSums implements SecondVisitor {

    private static final class Sum {

        final Predicate<CellKey> cells;
        final List<OverTime> judged = new ArrayList<>();
        Cell second = new Cell();

        Sum(Predicate<CellKey> cells) {
            this.cells = cells;
        }
    }

    private final List<Sum> sums;
    private int next;

    ScopeSums(List<OverTime> all, RunResult result) {
        Map<Scope, Sum> byScope = new LinkedHashMap<>();
        for (OverTime each : all) {
            Scope scope = each.threshold().on();
            byScope.computeIfAbsent(scope, on -> new Sum(on.cells(result.steps(), result.tenants())))
                    .judged
                    .add(each);
        }
        this.sums = List.copyOf(byScope.values());
    }

    /** Seconds that are left out had no requests. */
    @Override
    public void begin(Head second) {
        for (; next < second.second(); next++) {
            sums.forEach(sum -> sum.judged.forEach(each -> each.add(new Cell())));
        }
        next = second.second() + 1;
        sums.forEach(sum -> sum.second = new Cell());
    }

    @Override
    public List<Cell> targets(CellKey key) {
        List<Cell> targets = new ArrayList<>(sums.size());
        for (Sum sum : sums) {
            if (sum.cells.test(key)) {
                targets.add(sum.second);
            }
        }
        return targets;
    }

    @Override
    public void end(Head second) {
        sums.forEach(sum -> sum.judged.forEach(each -> each.add(sum.second)));
    }
}
