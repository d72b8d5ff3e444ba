package io.belastbar.budget.alert;

import io.belastbar.budget.alert.look.AlertState.Broke;
import io.belastbar.budget.alert.look.AlertedPromises;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The alerts of a system that are raised. Waits: for virtual threads. */
@ApplicationScoped
public class ReadAlerts {

    private final Budgets budgets;
    private final AlertRepository alerts;

    ReadAlerts(Budgets budgets, AlertRepository alerts) {
        this.budgets = budgets;
        this.alerts = alerts;
    }

    /** What is known of a budget's promises. */
    public record Known(List<RaisedAlert> raised, Map<Objective, Broke> broke) {

        /** The worst alert of a promise; empty if none is raised. */
        public Optional<RaisedAlert> raised(Objective objective) {
            return raised.stream()
                    .filter(alert -> alert.objective().equals(objective))
                    .max(Comparator.comparing(RaisedAlert::status));
        }

        /** The worst value of the last outage of a promise, be it over or not; empty if there was none. */
        public Optional<Broke> lastBroke(Objective objective) {
            return Optional.ofNullable(broke.get(objective));
        }
    }

    /** What alerts know of the promises of a budget. */
    public Known known(String system, PerformanceBudget budget) {
        var promised = AlertedPromises.of(budget);
        var raised = new ArrayList<RaisedAlert>();
        var broke = new HashMap<Objective, Broke>();
        for (var stored : Await.of(alerts.all(system))) {
            promised.alerts(stored.series()).stream().filter(stored::isOf).forEach(alert -> {
                var state = stored.state();
                var last = state.raised() ? state.broke() : state.last();
                if (last != null) {
                    broke.merge(
                            alert.objective(), last, (one, other) -> one.at().isAfter(other.at()) ? one : other);
                }
                if (state.raised()) {
                    raised.add(RaisedAlert.of(alert, state));
                }
            });
        }
        return new Known(raised, broke);
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
