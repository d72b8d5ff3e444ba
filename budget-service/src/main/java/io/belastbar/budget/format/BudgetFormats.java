package io.belastbar.budget.format;

import io.belastbar.budget.format.openslo.OpenSloFormat;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.InvalidInput;

/**
 * Every format that promises may be sent in; other forms become the native one in the command line. What is none of the
 * others is read as a native document, so that its faults are told.
 */
public final class BudgetFormats {

    private BudgetFormats() {}

    /**
     * Reads a document.
     *
     * @throws InvalidInput with every fault, each with pointer, line, column, rule and what was received
     */
    public static PerformanceBudget read(String text) {
        var budget = OpenSloFormat.reads(text) ? OpenSloFormat.read(text) : single(text);
        if (budget.objectiveCount() == 0 && budget.dependencies().isEmpty()) {
            throw InvalidInput.of("", "a budget promises at least one thing", "no target was understood");
        }
        return budget;
    }

    private static PerformanceBudget single(String text) {
        var root = DocumentParser.parse(text);
        return root.fields().containsKey(BaselinesFormat.KEY) ? BaselinesFormat.read(root) : NativeFormat.read(root);
    }
}
