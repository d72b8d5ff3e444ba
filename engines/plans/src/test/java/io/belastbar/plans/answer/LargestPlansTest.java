package io.belastbar.plans.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.smallheap.SmallHeap;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LargestPlansTest {

    /** Of the 112 MB that profiling-service has under the launcher; the service itself takes about half. */
    @Test
    void theLargestTextIsAnsweredInASmallHeap() throws IOException, InterruptedException {
        var end = SmallHeap.run(LargestPlans.class, 64);

        assertThat(end.exitCode()).as(end.said()).isZero();
        assertThat(end.said())
                .contains(
                        "csvlog REFUSED",
                        "plans REFUSED a text may have 1000 plans; this one has 3",
                        "printed REFUSED a text may have 1000 plans",
                        "DONE",
                        "values REFUSED a plan of this length may have 150000 values",
                        "lists REFUSED a plan of this length may have 150000 values");
    }
}
