package io.belastbar.budget.measurement.prometheus;

import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.document.StoredBudgetConsumer;
import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.Reading;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What is collected for a system, from its documents in force. */
@ApplicationScoped
class SourcesRepository implements StoredBudgetConsumer {

    private final DocumentRepository documents;
    private final MeasurementSourcesKind kind;
    private final Budgets budgets;
    private final CollectionRepository collections;
    private final TargetRegistry targets;

    SourcesRepository(
            DocumentRepository documents,
            MeasurementSourcesKind kind,
            Budgets budgets,
            CollectionRepository collections,
            TargetRegistry targets) {
        this.documents = documents;
        this.kind = kind;
        this.budgets = budgets;
        this.collections = collections;
        this.targets = targets;
    }

    /** Empty if there is nothing to collect. */
    Uni<Optional<CollectedSources>> of(String system) {
        return documents
                .inForce(kind.id(), system, kind.id(), DocumentRepository.NEWEST)
                .map(stored -> stored.map(document -> Reading.of(kind, document).orThrow()))
                .chain(own -> budgets.latestPromises(system)
                        .map(budget -> CollectedSources.of(
                                own,
                                budget.map(VersionedBudget::budget)
                                        .map(PerformanceBudget::indicators)
                                        .orElse(List.of()),
                                this::isServer)));
    }

    /** An SLO's queries are asked from now on. */
    @Override
    public Uni<Void> stored(SqlConnection transaction, String system, PerformanceBudget understood) {
        return understood.indicators().isEmpty()
                ? Uni.createFrom().voidItem()
                : collections.makeDue(transaction, system);
    }

    private boolean isServer(String name) {
        return targets.find(name).filter(Target::isWebAddress).isPresent();
    }
}
