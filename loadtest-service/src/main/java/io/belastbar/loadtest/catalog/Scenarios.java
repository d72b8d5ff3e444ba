package io.belastbar.loadtest.catalog;

import io.belastbar.load.scenario.Scenario;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.Reading;
import io.belastbar.web.document.StoredDocument;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The scenarios of all systems. They are read off the event loop: one may have a megabyte of test data. */
@ApplicationScoped
public class Scenarios {

    /** More scenarios of one system than anybody keeps. */
    private static final int CALLED_MAX = 1_000;

    private final DocumentRepository documents;
    private final ScenarioKind kind;

    Scenarios(DocumentRepository documents, ScenarioKind kind) {
        this.documents = documents;
        this.kind = kind;
    }

    /**
     * Whether a scenario may be run by now, whatever was allowed when its run was accepted.
     *
     * @throws io.belastbar.document.InvalidInput if it asks for more than is allowed
     * @throws io.belastbar.web.problem.TargetNotAllowed if its target is not registered
     */
    public void requireAllowed(Scenario scenario) {
        kind.admit(scenario);
    }

    /** As the transaction sees it. */
    public Uni<Optional<StoredScenario>> latest(SqlConnection transaction, String system, String name) {
        return documents
                .inForce(transaction, ScenarioKind.ID, system, name, DocumentRepository.NEWEST)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> found.map(this::stored));
    }

    /** The newest version. */
    public Uni<Optional<StoredScenario>> latest(String system, String name) {
        return documents
                .inForce(ScenarioKind.ID, system, name, DocumentRepository.NEWEST)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> found.map(this::stored));
    }

    public Uni<Optional<StoredScenario>> version(String system, String name, int version) {
        return documents
                .version(ScenarioKind.ID, system, name, version)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> found.map(this::stored));
    }

    /** The newest version of each, by name, those that come after the given name. */
    Uni<List<StoredScenario>> list(String system, String after, int limit) {
        return documents
                .documents(ScenarioKind.ID, system, DocumentRepository.NEWEST, after, limit)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> found.stream().map(this::stored).toList());
    }

    /** The endpoints that the newest versions of a system's scenarios call. */
    public Uni<List<String>> calledEndpoints(String system) {
        return list(system, "", CALLED_MAX).map(found -> found.stream()
                .flatMap(stored -> stored.reading().optional().stream())
                .flatMap(scenario -> scenario.endpoints().stream())
                .distinct()
                .toList());
    }

    private StoredScenario stored(StoredDocument document) {
        return new StoredScenario(document, Reading.of(kind, document));
    }
}
