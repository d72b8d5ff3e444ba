package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Objective;
import io.belastbar.contracts.Origin;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.report.Sentence;

/** Where a run was made: its label {@code testbed}. */
public final class Testbed {

    private Testbed() {}

    /** {@code default} where nobody said. */
    public static String of(TestRunFinished run) {
        return Origin.of(run.labels()).testbed();
    }

    static Judgement holdsNot(Objective objective, TestRunFinished run) {
        var testbeds = objective.terms().testbeds();
        return Judgement.noData(new Sentence(
                "the promise holds on " + String.join(" and ", testbeds) + ", the run was made on " + of(run),
                "die Zusage gilt auf " + String.join(" und ", testbeds) + ", der Lauf war auf " + of(run)));
    }
}
