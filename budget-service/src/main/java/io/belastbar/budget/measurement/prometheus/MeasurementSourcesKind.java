package io.belastbar.budget.measurement.prometheus;

import io.belastbar.web.document.DocumentKind;
import io.belastbar.web.document.SentDocument;
import io.belastbar.web.document.StoredDocument;
import io.belastbar.web.problem.TargetNotAllowed;
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
        var scheme = String.valueOf(targets.require(understood.target()).url().getScheme());
        if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            throw TargetNotAllowed.noWebAddress(understood.target());
        }
        if (understood.credentials() != null) {
            credentials.require(understood.credentials());
        }
    }

    @Override
    protected Uni<Void> stored(SqlConnection transaction, StoredDocument document) {
        return document.removed()
                ? collections.stop(transaction, document.system())
                : collections.makeDue(transaction, document.system());
    }
}
