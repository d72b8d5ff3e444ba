package io.belastbar.capacity.plan.door;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.Checklist;
import io.belastbar.capacity.plan.check.Plausibility;
import io.belastbar.capacity.plan.compare.ComparePlan;
import io.belastbar.capacity.plan.door.PlanView.ShownChecklist;
import io.belastbar.capacity.plan.door.PlanView.ShownTask;
import io.belastbar.capacity.plan.store.PlanKind;
import io.belastbar.capacity.plan.store.PlanOfSystem;
import io.belastbar.capacity.projection.ZoneOfSystem;
import io.belastbar.jobs.Await;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.problem.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Shows a system's plan beside what was measured and what is forecast. Blocks: for virtual threads. */
@ApplicationScoped
class ShowPlan {
    private final PlanOfSystem plans;
    private final DocumentRepository documents;
    private final ComparePlan comparison;
    private final ZoneOfSystem zones;

    ShowPlan(PlanOfSystem plans, DocumentRepository documents, ComparePlan comparison, ZoneOfSystem zones) {
        this.plans = plans;
        this.documents = documents;
        this.comparison = comparison;
        this.zones = zones;
    }

    /** @throws NotFound if no document is stored */
    PlanView show(String system, Instant now) {
        CapacityPlan plan = Await.of(plans.of(system))
                .orElseThrow(() ->
                        new NotFound("capacity plan (store one with: belastbar apply -f FOLDER) for system", system));
        LocalDate today = LocalDate.ofInstant(now, Await.of(zones.of(system)));
        return new PlanView(
                system,
                today,
                Await.of(documents.documents(PlanKind.ID, system, DocumentRepository.NEWEST)).stream()
                        .map(PlanView.ShownDocument::of)
                        .toList(),
                comparison.compare(system, plan, today),
                plan.assumptions(),
                plan.limits(),
                plan.checklists().stream().map(list -> shown(list, today)).toList(),
                plan.costs(),
                plan.features(),
                plan.notes(),
                Stream.concat(Plausibility.of(plan).stream(), comparison.unitsThatDiffer(system, plan).stream())
                        .toList(),
                Await.of(plans.unread(system)));
    }

    private static ShownChecklist shown(Checklist list, LocalDate today) {
        List<ShownTask> tasks = list.tasks().stream()
                .map(task -> new ShownTask(
                        task.text(),
                        task.owner(),
                        task.due(),
                        task.done(),
                        task.isOverdue(today),
                        task.at().line()))
                .toList();
        return new ShownChecklist(
                list.name(),
                (int) tasks.stream().filter(ShownTask::done).count(),
                (int) tasks.stream().filter(ShownTask::overdue).count(),
                tasks);
    }
}
