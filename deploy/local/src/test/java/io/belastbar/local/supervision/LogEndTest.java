package io.belastbar.local.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogEndTest {
    @TempDir
    Path folder;

    @Test
    void jsonBecomesTimeLevelAndMessage() {
        assertThat(LogEnd.sentences("""
                {"timestamp":"2026-11-26T09:08:07.123456+01:00","sequence":1,"level":"INFO","message":"Started"}
                {"timestamp":"2026-11-26T09:08:08Z","level":"ERROR","message":"Failed to start\\nsecond line"}
                """)).isEqualTo("  09:08:07 INFO Started\n  09:08:08 ERROR Failed to start");
    }

    @Test
    void rootCauseStandsBehindTheMessage() {
        assertThat(LogEnd.sentences("""
                {"timestamp":"2026-11-26T09:08:07Z","level":"ERROR","message":"Failed to start","exception":{\
                "exceptionType":"a.Outer","message":"outer","frames":[{"class":"X"}],"causedBy":{"exception":{\
                "exceptionType":"b.Root","message":"no database\\nDetail: none"}}}}
                """)).isEqualTo("  09:08:07 ERROR Failed to start (b.Root: no database)");
    }

    @Test
    void plainLinesStayAndFramesGo() {
        assertThat(LogEnd.sentences("""
                [2026-11-26 09:08:07,123] ERROR Fatal error (kafka.Kafka)
                java.net.BindException: Address already in use
                \tat java.base/sun.nio.ch.Net.bind0(Native Method)
                    at kafka.Kafka.main(Kafka.scala)
                \t... 12 more
                {"cut": "off

                """))
                .isEqualTo(String.join(
                        "\n",
                        "  [2026-11-26 09:08:07,123] ERROR Fatal error (kafka.Kafka)",
                        "  java.net.BindException: Address already in use",
                        "  {\"cut\": \"off"));
    }

    @Test
    void onlyTheEndOfALongLogIsRead() throws Exception {
        Path log = folder.resolve("long.log");
        Files.writeString(log, "early\n" + "x".repeat(3_000_000) + "\n" + "line\n".repeat(50) + "last");

        assertThat(LogEnd.of(log, 0).lines()).hasSize(12).endsWith("  last").startsWith("  line");
        assertThat(LogEnd.sentences("y".repeat(10_000))).hasSizeLessThan(500);
    }

    @Test
    void whatAnEarlierStartWroteIsNotShown() throws Exception {
        Path log = folder.resolve("appended.log");
        Files.writeString(log, "earlier\n");
        long begin = Files.size(log);
        Files.writeString(log, "this\n", StandardOpenOption.APPEND);

        assertThat(LogEnd.of(log, begin)).isEqualTo("  this");
        assertThat(LogEnd.of(log, Files.size(log))).isEmpty();
        assertThat(LogEnd.of(log, 1000)).as("a log that was made anew").isEqualTo("  earlier\n  this");
    }

    @Test
    void bytesThatAreNoTextAndMissingLogsAreNoFailure() throws Exception {
        Path log = folder.resolve("bytes.log");
        Files.write(log, "a\0b\u00ff\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(LogEnd.of(log, 0)).startsWith("  a");
        assertThat(LogEnd.of(folder.resolve("none.log"), 0)).startsWith("  (it cannot be read: ");
    }
}
