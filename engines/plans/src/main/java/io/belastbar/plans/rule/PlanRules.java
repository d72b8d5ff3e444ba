package io.belastbar.plans.rule;

import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.checklist.HashJoin;
import io.belastbar.plans.rule.checklist.NestedLoopCost;
import io.belastbar.plans.rule.checklist.SequentialScan;
import io.belastbar.plans.rule.checklist.SortSpace;
import io.belastbar.plans.rule.join.ComparedPairs;
import io.belastbar.plans.rule.join.InnerLoops;
import io.belastbar.plans.rule.join.NotInSubPlan;
import io.belastbar.plans.rule.join.SubPlanPerRow;
import io.belastbar.plans.rule.memory.HashAggregateSpill;
import io.belastbar.plans.rule.memory.HashSpill;
import io.belastbar.plans.rule.memory.LargeOffset;
import io.belastbar.plans.rule.memory.LimitOverSort;
import io.belastbar.plans.rule.memory.SortSpill;
import io.belastbar.plans.rule.memory.TemporaryFiles;
import io.belastbar.plans.rule.memory.WideRows;
import io.belastbar.plans.rule.run.JitTime;
import io.belastbar.plans.rule.run.Misestimate;
import io.belastbar.plans.rule.run.PlanningTime;
import io.belastbar.plans.rule.run.TriggerTime;
import io.belastbar.plans.rule.run.WorkersMissing;
import io.belastbar.plans.rule.scan.FilteredScan;
import io.belastbar.plans.rule.scan.HeapFetches;
import io.belastbar.plans.rule.scan.IndexFilter;
import io.belastbar.plans.rule.scan.LongValueList;
import io.belastbar.plans.rule.scan.LossyBitmap;
import io.belastbar.plans.rule.scan.WholeIndexScan;
import java.util.Comparator;
import java.util.List;

/** All rules about plans, one file each. */
public final class PlanRules {
    public static final List<PlanRule> ALL = List.of(
            new FilteredScan(),
            new WholeIndexScan(),
            new IndexFilter(),
            new LossyBitmap(),
            new HeapFetches(),
            new LongValueList(),
            new InnerLoops(),
            new ComparedPairs(),
            new SubPlanPerRow(),
            new NotInSubPlan(),
            new SortSpill(),
            new HashSpill(),
            new HashAggregateSpill(),
            new TemporaryFiles(),
            new LimitOverSort(),
            new LargeOffset(),
            new WideRows(),
            new Misestimate(),
            new TriggerTime(),
            new WorkersMissing(),
            new JitTime(),
            new PlanningTime());

    /** Requirements 4's rules as they stand there: reminders, not advice, since they fire on good plans too. */
    public static final List<PlanRule> CHECKLIST =
            List.of(new SequentialScan(), new NestedLoopCost(), new SortSpace(), new HashJoin());

    private PlanRules() {}

    /** What requirements 4 would have one look at, the weightiest first; says nothing about whether it is wrong. */
    public static List<Advice> checklist(Plan plan) {
        return CHECKLIST.stream()
                .flatMap(rule -> rule.advise(plan).stream())
                .sorted(Comparator.comparingDouble(Advice::weight).reversed())
                .toList();
    }

    /** What all rules say about a plan, each cause once, the weightiest first; empty if there is nothing to improve. */
    public static List<Advice> advise(Plan plan) {
        List<Advice> all =
                ALL.stream().flatMap(rule -> rule.advise(plan).stream()).toList();
        return SameCause.once(plan, all);
    }
}
