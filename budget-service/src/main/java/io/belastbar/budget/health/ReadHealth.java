package io.belastbar.budget.health;

import io.belastbar.budget.document.Budgets;
import io.belastbar.jobs.Await;
import io.belastbar.web.problem.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** How a system is, by the newest value of each promised figure. Waits: for virtual threads. */
@ApplicationScoped
class ReadHealth {

    private final Budgets budgets;
    private final ReadStatus statuses;
    private final Clock clock = Clock.systemUTC();

    ReadHealth(Budgets budgets, ReadStatus statuses) {
        this.budgets = budgets;
        this.statuses = statuses;
    }

    /** @throws NotFound if the system promises nothing */
    HealthView of(String system) {
        var budget = Await.of(budgets.latestPromises(system))
                .orElseThrow(
                        () -> new NotFound("budget (store one with: belastbar apply -f FOLDER) for system", system));
        var now = clock.instant();
        return HealthView.of(system, now, statuses.of(system, budget.budget(), now));
    }
}
