package io.belastbar.capacity.plan.reading;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;

/** Reads what a system plans for, in each form in which it is written. */
public final class PlanDocument {
    /** Of figures and of limits: more is no plan that somebody follows. */
    static final int FIGURES_MAX = 500;

    private PlanDocument() {}

    /**
     * Reads a document.
     *
     * @param file as the sender named it, or the document's name: for the places
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    public static CapacityPlan read(String file, String text) {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(text);
        if (!root.requireMapping(errors)) {
            errors.throwIfAny("This is no capacity plan. Nothing was stored.");
        }
        CapacityPlan plan = root.fields().containsKey(BaselinesReader.KEY)
                ? BaselinesReader.read(file, root, errors)
                : PlanReader.read(file, root, errors);
        atMost(FIGURES_MAX, "figures", plan.figures().size() + plan.costs().size(), root, errors);
        atMost(FIGURES_MAX, "limits", plan.limits().size(), root, errors);
        errors.throwIfAny("The capacity plan has errors. Nothing was stored.");
        return plan;
    }

    private static void atMost(int most, String what, int count, DocumentNode root, ErrorCollector errors) {
        if (count > most) {
            errors.add(root, "must have at most %d %s".formatted(most, what), String.valueOf(count));
        }
    }
}
