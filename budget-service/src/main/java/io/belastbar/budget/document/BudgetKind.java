package io.belastbar.budget.document;

import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.format.BudgetFormats;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.document.InvalidInput;
import io.belastbar.web.document.DocumentKind;
import io.belastbar.web.document.Reading;
import io.belastbar.web.document.SentDocument;
import io.belastbar.web.document.StoredDocument;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a system promises: named documents, of which each change is the next version of the whole budget. */
@Singleton
class BudgetKind extends DocumentKind<PerformanceBudget> {

    static final String ID = "budget";

    /** The document of {@code PUT …/budget}. */
    static final String MAIN = "performance-budget";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private final BudgetConfig config;
    private final BudgetCache cache;

    private final Instance<StoredBudgetConsumer> others;

    BudgetKind(BudgetConfig config, BudgetCache cache, @Any Instance<StoredBudgetConsumer> others) {
        super(ID, "budget document", PerformanceBudget.class);
        this.config = config;
        this.cache = cache;
        this.others = others;
    }

    @Override
    protected long bytesMax() {
        return config.documentMax().count();
    }

    @Override
    public PerformanceBudget read(SentDocument sent) {
        if (!NAME.matcher(sent.name()).matches()) {
            throw InvalidInput.of("name", "must be 1 to 63 of a-z, 0-9, ., _ and -", sent.name());
        }
        return BudgetFormats.read(sent.text());
    }

    @Override
    protected boolean sharesVersions() {
        return true;
    }

    @Override
    protected Uni<Void> stored(SqlConnection transaction, StoredDocument document) {
        var understood = document.removed()
                ? Optional.<PerformanceBudget>empty()
                : Reading.of(this, document).optional();
        return Multi.createFrom()
                .iterable(understood.isEmpty() ? List.<StoredBudgetConsumer>of() : others)
                .onItem()
                .transformToUniAndConcatenate(other -> other.stored(transaction, document.system(), understood.get()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    @Override
    protected Uni<Void> committed(StoredDocument document) {
        return cache.committed(document);
    }
}
