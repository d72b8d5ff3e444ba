package io.belastbar.load.imports;

import static io.belastbar.load.imports.Imported.CONTEXT;
import static io.belastbar.load.imports.Imported.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.source.ImportLimits;
import io.belastbar.load.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a file on its way, it is read or refused; nothing else. */
class DamagedFilesTest {

    private static final int TRIES = 200;
    private static final ImportContext SMALL =
            CONTEXT.withLimits(new ImportLimits(1 << 20, 1 << 20, 1 << 16, 1000, 50, 50));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k6-summary-export.json",
                "k6-handle-summary.json",
                "k6-stream.json",
                "jmeter.csv",
                "jmeter.xml",
                "gatling-3.11.log",
                "gatling-3.3.log",
                "wrk2.txt",
                "histogram log"
            })
    void aDamagedFileIsReadOrRefused(String name) {
        byte[] whole = name.equals("histogram log") ? log() : file(name);
        ImportFormat format = FileForm.of(null, whole).format();
        SplittableRandom random = new SplittableRandom(name.hashCode());
        int refused = 0;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            refused += isRefused(format, damaged(whole, random)) ? 1 : 0;
        }

        assertThat(refused).isBetween(TRIES / 50, TRIES - 1);
    }

    private static boolean isRefused(ImportFormat format, byte[] file) {
        try {
            RunResult run = bytes(format, file, SMALL);
            assertThat(run.total().requests()).isPositive();
            return false;
        } catch (InvalidInput refused) {
            return true;
        }
    }

    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        byte[] damaged = whole.clone();
        switch (random.nextInt(4)) {
            case 0 -> damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            case 1 -> damaged[random.nextInt(damaged.length)] = (byte) "0-9,.\"\n\t{}<>".charAt(random.nextInt(12));
            case 2 -> damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
            default -> {
                int from = random.nextInt(whole.length);
                int to = from + random.nextInt(Math.min(40, whole.length - from));
                System.arraycopy(whole, to, damaged, from, whole.length - to);
                damaged = Arrays.copyOf(damaged, whole.length - to + from);
            }
        }
        return damaged;
    }

    private static byte[] file(String name) {
        try (InputStream in = DamagedFilesTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static byte[] log() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter writer = new HistogramLogWriter(bytes);
        writer.outputStartTime(1_767_225_600_000L);
        writer.outputLegend();
        Histogram interval = new Histogram(3);
        for (int second = 0; second < 3; second++) {
            interval.recordValue(5_000_000 + second * 100_000L);
            interval.recordValue(7_000_000);
            writer.outputIntervalHistogram(second, second + 1, interval, 1_000_000.0);
        }
        writer.close();
        return bytes.toByteArray();
    }
}
