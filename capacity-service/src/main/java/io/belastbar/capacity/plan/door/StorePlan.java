package io.belastbar.capacity.plan.door;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.check.PlanWarning;
import io.belastbar.capacity.plan.check.Plausibility;
import io.belastbar.capacity.plan.compare.ComparePlan;
import io.belastbar.capacity.plan.store.PlanKind;
import io.belastbar.capacity.plan.store.PlanOfSystem;
import io.belastbar.web.document.ChangeHeaders;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.DocumentStore.Outcome;
import io.belastbar.web.document.StoredDocument;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Stream;

/** Stores a document of a plan, and says which of its numbers do not go together. */
@ApplicationScoped
class StorePlan {
    private final PlanKind kind;
    private final DocumentStore store;
    private final PlanOfSystem plans;
    private final ComparePlan comparison;

    StorePlan(PlanKind kind, DocumentStore store, PlanOfSystem plans, ComparePlan comparison) {
        this.kind = kind;
        this.store = store;
        this.plans = plans;
        this.comparison = comparison;
    }

    Uni<Response> store(String system, String name, byte[] content, ChangeHeaders headers) {
        return store.store(kind, system, name, content, headers).chain(this::answer);
    }

    Uni<Response> remove(String system, String name, ChangeHeaders headers) {
        return store.remove(kind, system, name, headers)
                .replaceWith(() -> Response.noContent().build());
    }

    private Uni<Response> answer(Outcome<CapacityPlan> outcome) {
        return plans.of(outcome.stored().system())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(plan -> outcome.answer(
                        PlanReceipt.of(outcome, warnings(plan.orElse(outcome.understood()), outcome.stored()))));
    }

    private List<PlanWarning> warnings(CapacityPlan all, StoredDocument stored) {
        String file = PlanKind.fileOf(stored);
        return Stream.concat(Plausibility.of(all).stream(), comparison.unitsThatDiffer(stored.system(), all).stream())
                .filter(warning -> warning.at().file().equals(file))
                .toList();
    }
}
