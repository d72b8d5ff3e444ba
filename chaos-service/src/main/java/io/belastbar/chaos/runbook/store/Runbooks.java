package io.belastbar.chaos.runbook.store;

import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.SentDocument;
import io.belastbar.web.document.StoredDocument;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runbooks of a system. */
@ApplicationScoped
public class Runbooks {
    private final DocumentRepository documents;
    private final Languages languages;

    Runbooks(DocumentRepository documents, Languages languages) {
        this.documents = documents;
        this.languages = languages;
    }

    /** The newest version. */
    public Uni<Optional<StoredDocument>> latest(String system, String name) {
        return documents.inForce(RunbookKind.ID, system, name, DocumentRepository.NEWEST);
    }

    /** Exactly this version. */
    public Uni<Optional<StoredDocument>> version(String system, String name, int version) {
        return documents.version(RunbookKind.ID, system, name, version);
    }

    /** The newest version of each, by name, those that come after the given name. */
    public Uni<List<StoredDocument>> list(String system, String after, int limit) {
        return documents.documents(RunbookKind.ID, system, DocumentRepository.NEWEST, after, limit);
    }

    /**
     * A stored runbook with values of its variables. Waits for PostgreSQL.
     *
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    public Runbook read(StoredDocument stored, Map<String, String> variables) {
        return languages.read(stored.system(), stored.name(), text(stored), variables);
    }

    /** The text as it was read when it was sent: without a byte order mark. */
    public static String text(StoredDocument stored) {
        return new SentDocument(stored.system(), stored.name(), stored.content(), stored.fileName()).text();
    }
}
