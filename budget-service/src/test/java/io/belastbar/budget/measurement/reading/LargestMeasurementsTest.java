package io.belastbar.budget.measurement.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargestMeasurementsTest {

    /** Of the 112 MB under the launcher; the service itself takes about half. */
    @Test
    void theLargestBodyIsAnsweredInASmallHeap() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargestMeasurements.class.getName()))
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
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
