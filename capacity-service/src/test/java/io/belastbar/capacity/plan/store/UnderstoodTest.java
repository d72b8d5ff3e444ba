package io.belastbar.capacity.plan.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.reading.PlanDocument;
import io.belastbar.web.document.UnderstoodJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What was understood is stored: written down and read again it says the same. */
class UnderstoodTest {
    private static final Path RESOURCES = Path.of("src/test/resources");

    /** As it was written by this version; later ones read it too. */
    @Test
    void aPlanThatWasWrittenOnceIsReadForEver() throws IOException {
        CapacityPlan plan = plan();

        String written = Files.readString(RESOURCES.resolve("understood/capacity-plan.json"));

        assertThat(UnderstoodJson.PLAIN.read(written, CapacityPlan.class)).contains(plan);
        assertThat(UnderstoodJson.PLAIN.read(UnderstoodJson.PLAIN.write(plan), CapacityPlan.class))
                .contains(plan);
    }

    private static CapacityPlan plan() throws IOException {
        return PlanDocument.read("forecasts.yml", Files.readString(RESOURCES.resolve("plan/forecasts.yml")))
                .and(PlanDocument.read("more.yml", "features: [{name: App, growth_factor: 1.3, by: 2027-01-01}]"));
    }
}
