package io.belastbar.capacity.plan.store;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.reading.PlanDocument;
import io.belastbar.document.InvalidInput;
import io.belastbar.web.document.DocumentKind;
import io.belastbar.web.document.SentDocument;
import io.belastbar.web.document.StoredDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** What a system plans for: named documents, of which each change is the next version of the whole plan. */
@Singleton
public class PlanKind extends DocumentKind<CapacityPlan> {

    public static final String ID = "capacity-plan";

    /** The document of {@code PUT …/capacity-plan}. */
    public static final String MAIN = ID;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private final PlanChanges changes;

    PlanKind(PlanChanges changes) {
        super(ID, "capacity plan", CapacityPlan.class);
        this.changes = changes;
    }

    @Override
    public CapacityPlan read(SentDocument sent) {
        if (!NAME.matcher(sent.name()).matches()) {
            throw InvalidInput.of("name", "must be 1 to 63 of a-z, 0-9, ., _ and -", sent.name());
        }
        return PlanDocument.read(file(sent.name(), sent.fileName()), sent.text());
    }

    /** As places of a stored document name their file. */
    public static String fileOf(StoredDocument stored) {
        return file(stored.name(), stored.fileName());
    }

    private static String file(String name, String fileName) {
        return fileName == null ? name : fileName;
    }

    @Override
    protected boolean sharesVersions() {
        return true;
    }

    /** What follows from a change is due with it: stored, rolled back and taken away alike. */
    @Override
    protected Uni<Void> stored(SqlConnection transaction, StoredDocument document) {
        return changes.changed(transaction, document);
    }
}
