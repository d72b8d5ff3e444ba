package io.belastbar.capacity.history.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.smallheap.SmallHeap;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LargestUploadsTest {

    /** Of the 96 MB under the launcher; the service itself takes about half. */
    @Test
    void theLargestUploadIsAnsweredInASmallHeap() throws IOException, InterruptedException {
        var end = SmallHeap.run(LargestUploads.class, 48);

        assertThat(end.exitCode()).as(end.said()).isZero();
        assertThat(end.said())
                .contains(
                        "table ACCEPTED 250000",
                        "short rows REFUSED a request has at most 250000 points",
                        "one row REFUSED the table is not accepted: a row has at most 100000 characters",
                        "json ACCEPTED 250000",
                        "short points REFUSED a request has at most 250000 points",
                        "json of very many series REFUSED a request has at most 500 series",
                        "table of very many series REFUSED a request has at most 500 series",
                        "json of very many keys REFUSED this is no history",
                        "point of very many keys REFUSED this is no history",
                        "long names REFUSED this is no history",
                        "one text REFUSED this is no history");
    }
}
