package io.belastbar.budget.escalation.breaker;

import io.belastbar.budget.document.Budgets;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** A breaker does not know its system: those whose budget names it under {@code dependencies}. */
@ApplicationScoped
public class DependentSystems {

    private final Budgets budgets;

    DependentSystems(Budgets budgets) {
        this.budgets = budgets;
    }

    public Multi<String> of(String breaker) {
        return budgets.systems()
                .onItem()
                .transformToMulti(systems -> Multi.createFrom().iterable(systems))
                .select()
                .when(system -> dependsOn(system, breaker));
    }

    private Uni<Boolean> dependsOn(String system, String breaker) {
        return budgets.latestPromises(system).map(found -> found.stream()
                .flatMap(stored -> stored.budget().dependencies().stream())
                .anyMatch(dependency -> dependency.name().equals(breaker)));
    }
}
