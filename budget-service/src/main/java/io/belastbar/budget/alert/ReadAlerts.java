package io.belastbar.budget.alert;

import io.belastbar.budget.alert.look.AlertedPromises;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;

/** The alerts of a system that are raised. Waits: for virtual threads. */
@ApplicationScoped
public class ReadAlerts {

    private final Budgets budgets;
    private final AlertRepository alerts;

    ReadAlerts(Budgets budgets, AlertRepository alerts) {
        this.budgets = budgets;
        this.alerts = alerts;
    }

    /** The worst first, then the oldest; none where the system promises nothing. */
    public List<RaisedAlert> of(String system) {
        return Await.of(budgets.latestPromises(system))
                .map(budget -> of(system, budget.budget()))
                .orElse(List.of());
    }

    private List<RaisedAlert> of(String system, PerformanceBudget budget) {
        var promised = AlertedPromises.of(budget);
        return Await.of(alerts.raised(system)).stream()
                .flatMap(stored -> promised.alerts(stored.series()).stream()
                        .filter(stored::isOf)
                        .map(alert -> RaisedAlert.of(alert, stored.state())))
                .sorted(Comparator.comparing(RaisedAlert::status, Comparator.reverseOrder())
                        .thenComparing(RaisedAlert::since))
                .toList();
    }
}
