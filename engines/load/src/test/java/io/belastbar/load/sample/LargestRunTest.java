package io.belastbar.load.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.smallheap.SmallHeap;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LargestRunTest {

    /** 256 MB is what the launcher gives to loadtest-service. */
    @Test
    void asManyStepsForAsManyTenantsAsAScenarioMayHaveFitIntoTheHeap() throws IOException, InterruptedException {
        var end = SmallHeap.run(LargestRun.class, 256);

        assertThat(end.exitCode()).as(end.said()).isZero();
        assertThat(end.said()).contains("MEASURED 130", "REPORTED", "DONE");
    }
}
