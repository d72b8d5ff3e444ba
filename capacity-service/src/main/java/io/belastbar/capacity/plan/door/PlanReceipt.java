package io.belastbar.capacity.plan.door;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.check.PlanWarning;
import io.belastbar.web.document.DocumentStore.Outcome;
import java.time.Instant;
import java.util.List;

/**
 * The answer to a PUT.
 *
 * @param document its name
 * @param changed false if the content was stored already: then version, time and author are those of before
 * @param warnings numbers of this document that do not go together, or not with those of the others
 */
record PlanReceipt(
        String system,
        String document,
        int version,
        int figures,
        int limits,
        int tasks,
        Instant updatedAt,
        String updatedBy,
        boolean changed,
        List<PlanWarning> warnings) {

    static PlanReceipt of(Outcome<CapacityPlan> outcome, List<PlanWarning> warnings) {
        var stored = outcome.stored();
        var plan = outcome.understood();
        return new PlanReceipt(
                stored.system(),
                stored.name(),
                stored.version(),
                plan.figures().size(),
                plan.limits().size(),
                plan.checklists().stream().mapToInt(list -> list.tasks().size()).sum(),
                stored.updatedAt(),
                stored.updatedBy(),
                outcome.changed(),
                warnings);
    }
}
