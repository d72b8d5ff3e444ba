package io.belastbar.budget.measurement.prometheus;

import io.belastbar.web.document.DocumentKind;
import io.belastbar.web.document.SentDocument;
import io.belastbar.web.document.StoredDocument;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;

/** What is collected, among the documents. */
@Singleton
class MeasurementSourcesKind extends DocumentKind<MeasurementSources> {

    private final CollectionRepository collections;
    private final TargetRegistry targets;
    private final CredentialStore credentials;

    MeasurementSourcesKind(CollectionRepository collections, TargetRegistry targets, CredentialStore credentials) {
        super("measurement-sources", "measurement sources", MeasurementSources.class);
        this.collections = collections;
        this.targets = targets;
        this.credentials = credentials;
    }

    @Override
    public MeasurementSources read(SentDocument sent) {
        return MeasurementSourcesParser.parse(sent.text());
    }

    /** What counts requests twice was allowed once; of its samples only new ones count. */
    @Override
    protected MeasurementSources readStored(SentDocument stored) {
        return MeasurementSourcesParser.parseStored(stored.text());
    }

    @Override
    public void admit(MeasurementSources understood) {
        targets.requireWebAddress(understood.target());
        if (understood.credentials() != null) {
            credentials.require(understood.credentials());
        }
    }

    @Override
    protected Uni<Void> stored(SqlConnection transaction, StoredDocument document) {
        // What SLOs measure goes on without them: the next round finds out whether anything is left.
        return (document.removed()
                        ? collections.stop(transaction, document.system())
                        : Uni.createFrom().voidItem())
                .chain(() -> collections.makeDue(transaction, document.system()));
    }
}
