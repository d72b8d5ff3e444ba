package io.belastbar.capacity.plan.store;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.reading.PlanDocument;
import io.belastbar.document.InvalidInput;
import io.belastbar.web.document.DocumentKind;
import io.belastbar.web.document.SentDocument;
import io.belastbar.web.document.StoredDocument;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** What a system plans for: named documents, of which each change is the next version of the whole plan. */
@Singleton
public class PlanKind extends DocumentKind<CapacityPlan> {

    public static final String ID = "capacity-plan";

    /** The document of {@code PUT …/capacity-plan}. */
    public static final String MAIN = ID;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    PlanKind() {
        super(ID, "capacity plan", CapacityPlan.class);
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
}
