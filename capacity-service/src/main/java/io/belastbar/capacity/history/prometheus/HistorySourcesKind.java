package io.belastbar.capacity.history.prometheus;

import io.belastbar.web.document.DocumentKind;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.Reading;
import io.belastbar.web.document.SentDocument;
import io.belastbar.web.document.StoredDocument;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Where history comes from, among the documents. */
@Singleton
class HistorySourcesKind extends DocumentKind<HistorySources> {

    static final String ID = "history-sources";

    private final FollowingRepository followed;
    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final DocumentRepository documents;

    HistorySourcesKind(
            FollowingRepository followed,
            TargetRegistry targets,
            CredentialStore credentials,
            DocumentRepository documents) {
        super(ID, "history sources", HistorySources.class);
        this.documents = documents;
        this.followed = followed;
        this.targets = targets;
        this.credentials = credentials;
    }

    @Override
    public HistorySources read(SentDocument sent) {
        return HistorySourcesParser.parse(sent.text());
    }

    @Override
    public void admit(HistorySources understood) {
        targets.requireWebAddress(understood.target());
        if (understood.credentials() != null) {
            credentials.require(understood.credentials());
        }
    }

    /** What holds for a system; empty if nobody said. */
    Uni<Optional<HistorySources>> inForce(String system) {
        return documents
                .inForce(ID, system, ID, DocumentRepository.NEWEST)
                .map(found -> found.map(stored -> Reading.of(this, stored).orThrow()));
    }

    @Override
    protected Uni<Void> stored(SqlConnection transaction, StoredDocument document) {
        return document.removed()
                ? followed.stop(transaction, document.system())
                : followed.makeDue(transaction, document.system());
    }
}
