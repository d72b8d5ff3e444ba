package io.belastbar.budget.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentVersion;
import io.belastbar.web.document.Reading;
import io.belastbar.web.document.StoredDocument;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * The budgets of all systems. A budget is a set of named documents; each change of one of them is the next version of
 * the whole.
 */
@ApplicationScoped
public class Budgets {

    private static final int VERSIONS_KEPT = 200;

    private final DocumentRepository documents;
    private final BudgetKind kind;
    private final Cache<String, VersionedBudget> versions =
            Caffeine.newBuilder().maximumSize(VERSIONS_KEPT).build();

    Budgets(DocumentRepository documents, BudgetKind kind) {
        this.documents = documents;
        this.kind = kind;
    }

    /** The document in force at a version of the budget; empty if there was none. */
    Uni<Optional<StoredDocument>> document(String system, String name, int version) {
        return documents.inForce(BudgetKind.ID, system, name, version);
    }

    /** The newest version of a system's budget that is committed; 0 if it has none. */
    Uni<Integer> newestVersion(String system) {
        return documents.newestVersion(BudgetKind.ID, system);
    }

    /** The documents in force at a version, by name. */
    Uni<List<StoredDocument>> documents(String system, int version) {
        return documents.documents(BudgetKind.ID, system, version);
    }

    /** Every change before a version, newest first. */
    public Uni<List<DocumentVersion>> history(String system, int before, int limit) {
        return documents.history(BudgetKind.ID, system, null, before, limit);
    }

    /** What was promised at a version; empty if there is no such version. */
    public Uni<Optional<VersionedBudget>> promises(String system, int version) {
        return newestVersion(system)
                .chain(newest -> version < 1 || version > newest
                        ? Uni.createFrom().item(Optional.empty())
                        : read(system, version).map(Optional::of));
    }

    /** What is promised now; empty if nothing was ever stored. */
    public Uni<Optional<VersionedBudget>> latestPromises(String system) {
        return newestVersion(system)
                .chain(newest -> newest == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : read(system, newest).map(Optional::of));
    }

    /** A version never changes, so that it is read once. */
    private Uni<VersionedBudget> read(String system, int version) {
        var key = system + "/" + version;
        var known = versions.getIfPresent(key);
        return known != null
                ? Uni.createFrom().item(known)
                : documents(system, version)
                        .map(stored -> new VersionedBudget(
                                version, stored.stream().map(this::part).toList()))
                        .invoke(budget -> versions.put(key, budget));
    }

    private VersionedBudget.Part part(StoredDocument stored) {
        return new VersionedBudget.Part(stored, Reading.of(kind, stored));
    }

    /** The systems that have a budget. */
    public Uni<List<String>> systems() {
        return documents.systems(BudgetKind.ID);
    }
}
