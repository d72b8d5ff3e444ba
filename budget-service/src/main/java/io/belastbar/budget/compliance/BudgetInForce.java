package io.belastbar.budget.compliance;

import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.jobs.Await;
import io.belastbar.web.document.DocumentVersion;
import io.belastbar.web.problem.Conflict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a system promised at a time, and who had it so. Waits: for virtual threads. */
@ApplicationScoped
class BudgetInForce {

    private static final int PAGE = 200;

    /** A budget and its last change. */
    record InForce(PerformanceBudget budget, int version, Instant changedAt, String changedBy) {}

    private final Budgets budgets;

    BudgetInForce(Budgets budgets) {
        this.budgets = budgets;
    }

    /** @throws Conflict if a document of it is no longer read */
    Optional<PerformanceBudget> now(String system) {
        return Await.of(budgets.latestPromises(system)).map(VersionedBudget::complete);
    }

    /**
     * The budget that was in force before a moment; the first one where that is older, since what was promised later is what
     * older values are held against. Empty if nothing was ever promised.
     *
     * @throws Conflict if a document of it is no longer read
     */
    Optional<InForce> before(String system, Instant end) {
        DocumentVersion change = null;
        var page = changes(system, Integer.MAX_VALUE);
        while (!page.isEmpty()) {
            change = page.getLast();
            for (var each : page) {
                if (each.updatedAt().isBefore(end)) {
                    return inForce(system, each);
                }
            }
            page = page.size() < PAGE ? List.of() : changes(system, change.version());
        }
        return change == null ? Optional.empty() : inForce(system, change);
    }

    /**
     * A version of the budget; empty if there is no such version.
     *
     * @throws Conflict if a document of it is no longer read
     */
    Optional<InForce> at(String system, int version) {
        return version < 1 || version == Integer.MAX_VALUE
                ? Optional.empty()
                : Await.of(budgets.history(system, version + 1, 1)).stream()
                        .filter(change -> change.version() == version)
                        .findFirst()
                        .flatMap(change -> inForce(system, change));
    }

    private List<DocumentVersion> changes(String system, int before) {
        return Await.of(budgets.history(system, before, PAGE));
    }

    private Optional<InForce> inForce(String system, DocumentVersion change) {
        return Await.of(budgets.promises(system, change.version()))
                .map(budget ->
                        new InForce(budget.complete(), change.version(), change.updatedAt(), change.updatedBy()));
    }
}
