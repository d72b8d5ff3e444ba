package io.belastbar.budget.format;

import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.document.InvalidInput;
import java.util.List;

/**
 * Every format that promises may be sent in; other forms become the native one in the command line. The first that knows a
 * text reads it.
 */
public final class BudgetFormats {

    /** The native format is last: what no other knows is read as one, so that its faults are told. */
    private static final List<BudgetFormat> FORMATS =
            List.of(new OpenSloFormat(), new BaselinesFormat(), new NativeFormat());

    private BudgetFormats() {}

    /**
     * Reads a document.
     *
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    public static PerformanceBudget read(DocumentText text) {
        var budget = FORMATS.stream()
                .filter(format -> format.reads(text))
                .findFirst()
                .orElseThrow()
                .read(text);
        if (budget.objectiveCount() == 0 && budget.dependencies().isEmpty()) {
            throw InvalidInput.of("", "a budget promises at least one thing", "no target was understood");
        }
        return budget;
    }
}
