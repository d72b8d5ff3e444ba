package io.belastbar.capacity.plan.door;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.capacity.plan.Assumption;
import io.belastbar.capacity.plan.PlannedFeature;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedLimit;
import io.belastbar.capacity.plan.check.PlanWarning;
import io.belastbar.capacity.plan.compare.ComparedFigure;
import io.belastbar.capacity.plan.store.PlanKind;
import io.belastbar.web.document.StoredDocument;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a system plans for, beside what was measured and what is forecast.
 *
 * @param today on which day, in the system's zone, it was looked at
 * @param documents of which it consists
 * @param warnings numbers that do not go together
 * @param unread documents that are no longer read, each with why and what mends it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanView(
        String system,
        LocalDate today,
        List<ShownDocument> documents,
        List<ComparedFigure> figures,
        List<Assumption> assumptions,
        List<PlannedLimit> limits,
        List<ShownChecklist> checklists,
        List<PlannedFigure> costs,
        List<PlannedFeature> features,
        List<String> notes,
        List<PlanWarning> warnings,
        List<String> unread) {

    /** @param version counted over all documents of the plan */
    record ShownDocument(String name, String file, int version, Instant updatedAt, String updatedBy) {

        static ShownDocument of(StoredDocument stored) {
            return new ShownDocument(
                    stored.name(), PlanKind.fileOf(stored), stored.version(), stored.updatedAt(), stored.updatedBy());
        }
    }

    /** A list of tasks with how far it is. */
    record ShownChecklist(String name, int done, int overdue, List<ShownTask> tasks) {}

    /** @param overdue not done, and its day has passed */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ShownTask(String text, String owner, LocalDate due, boolean done, boolean overdue, int line) {}
}
