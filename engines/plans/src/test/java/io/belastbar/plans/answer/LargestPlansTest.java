package io.belastbar.plans.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargestPlansTest {

    /** Of the 112 MB that profiling-service has under the launcher; the service itself takes about half. */
    @Test
    void theLargestTextIsAnsweredInASmallHeap() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargestPlans.class.getName()))
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .contains(
                        "csvlog REFUSED",
                        "plans REFUSED a text may have 1000 plans; this one has 3",
                        "printed REFUSED a text may have 1000 plans",
                        "DONE",
                        "values REFUSED a plan of this length may have 150000 values",
                        "lists REFUSED a plan of this length may have 150000 values");
    }
}
