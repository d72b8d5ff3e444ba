package io.belastbar.budget.measurement.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.smallheap.SmallHeap;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LargestMeasurementsTest {

    /** Of the 112 MB under the launcher; the service itself takes about half. */
    @Test
    void theLargestBodyIsAnsweredInASmallHeap() throws IOException, InterruptedException {
        var end = SmallHeap.run(LargestMeasurements.class, 48);

        assertThat(end.exitCode()).as(end.said()).isZero();
        assertThat(end.said())
                .contains(
                        "rows REFUSED a request has at most 10000 values, and this one 616809;",
                        "faulty rows REFUSED a request has at most 10000 values",
                        "one row REFUSED the table is not accepted: a row has at most 100000 characters",
                        "one cell REFUSED the table is not accepted: a row has at most 100000 characters",
                        "largest ACCEPTED 10000",
                        "values REFUSED a document may have 100000 values",
                        "faulty REFUSED",
                        "list REFUSED a document may have 100000 values");
    }
}
