package io.belastbar.budget;

import io.belastbar.budget.format.BudgetFormats;
import io.belastbar.budget.objective.PerformanceBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The documents that the sample system ships. */
public final class Samples {

    private Samples() {}

    /** The budget of requirements 0, byte for byte. */
    public static String smartbavBudgetYaml() {
        try {
            return Files.readString(Path.of("../examples/smartbav/belastbar/performance-budget.yml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static PerformanceBudget smartbavBudget() {
        return budget(smartbavBudgetYaml());
    }

    /** Reads promises from a text of any format. */
    public static PerformanceBudget budget(String text) {
        return BudgetFormats.read(text);
    }
}
