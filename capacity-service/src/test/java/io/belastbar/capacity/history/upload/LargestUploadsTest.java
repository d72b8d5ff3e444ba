package io.belastbar.capacity.history.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargestUploadsTest {

    /** Of the 96 MB under the launcher; the service itself takes about half. */
    @Test
    void theLargestUploadIsAnsweredInASmallHeap() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargestUploads.class.getName()))
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .contains(
                        "table ACCEPTED 250000",
                        "short rows REFUSED a request has at most 250000 points",
                        "one row REFUSED the table is not accepted: a row has at most 100000 characters",
                        "json ACCEPTED 250000",
                        "short points REFUSED a request has at most 250000 points",
                        "one text REFUSED this is no history");
    }
}
