package io.belastbar.load.imports;

import static io.belastbar.load.imports.Imported.CONTEXT;
import static io.belastbar.load.imports.Imported.bytes;
import static io.belastbar.load.imports.Imported.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.context.ValueUnit;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import org.HdrHistogram.DoubleHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The unit of a histogram's values is told, named in the file, or guessed and shown as a guess. */
class HistogramUnitsTest {

    private static final String START =
            "#[StartTime: 1767225600.000 (seconds since epoch), Thu Jan 01 00:00:00 UTC 2026]\n";

    @ParameterizedTest
    @ValueSource(strings = {"hdr/micros.hlog", "hdr/nanos.hlog"})
    void unitThatIsGuessedIsShownAsAGuess(String file) {
        RunResult run = sample(null, file);

        assertFiveAndTwenty(run);
        assertThat(run.provenance().notes())
                .anyMatch(note -> note.contains("guessed") && note.contains("median of 5.0"));
    }

    @ParameterizedTest
    @CsvSource({"hdr/micros.hlog,MICROSECONDS", "hdr/nanos.hlog,NANOSECONDS"})
    void unitThatIsToldIsNoGuess(String file, ValueUnit unit) {
        RunResult run = told(read(file), unit);

        assertFiveAndTwenty(run);
        assertThat(run.provenance().notes())
                .contains("The values were taken as " + unit.words() + ", as was told with the import.");
    }

    @ParameterizedTest
    @CsvSource({
        "hdr/micros.hlog,MILLISECONDS,longer than the log had lasted",
        "hdr/micros.hlog,NANOSECONDS,the median is then 0.0050 ms",
        "hdr/nanos.hlog,MICROSECONDS,longer than the log had lasted"
    })
    void unitThatIsToldAndNotLikelyIsDoubted(String file, ValueUnit unit, String why) {
        assertThat(told(read(file), unit).provenance().notes())
                .anyMatch(note -> note.contains("as was told") && note.contains("not likely: ") && note.contains(why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#UNITS: us", "#[Units: microseconds]", "# unit = µs", "#[Value Unit: \"Micros\"]"})
    void unitThatTheFileNamesIsTaken(String comment) {
        RunResult run =
                bytes(null, (comment + "\n" + read("hdr/micros.hlog")).getBytes(StandardCharsets.UTF_8), CONTEXT);

        assertFiveAndTwenty(run);
        assertThat(run.provenance().notes()).contains("The values are microseconds, as the file says.");
    }

    @Test
    void unitThatContradictsTheFileIsRefused() {
        String file = "#UNITS: us\n" + read("hdr/micros.hlog");

        assertThat(catchThrowableOfType(InvalidInput.class, () -> told(file, ValueUnit.NANOSECONDS)))
                .hasMessageContaining("#UNITS: us");
        assertThat(told(file, ValueUnit.MICROSECONDS).total().requests()).isEqualTo(200);
        assertThat(catchThrowableOfType(
                        InvalidInput.class, () -> told("#UNITS: fortnights\n" + file, ValueUnit.MICROSECONDS)))
                .hasMessageContaining("fortnights");
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueUnit.class,
            names = {"NANOSECONDS", "MICROSECONDS", "MILLISECONDS"})
    void requestsOfSomeMillisecondsAreReadInEachUnit(ValueUnit unit) {
        Histogram values = new Histogram(3);
        for (int millis = 5; millis < 25; millis++) {
            values.recordValue(Math.round(millis * 1_000 / unit.micros()));
        }

        RunResult run = bytes(null, log(values, 60), CONTEXT);

        assertThat(Cell.percentileMs(run.total().responseMicros(), 50)).isCloseTo(14, within(0.1));
        assertThat(run.provenance().notes()).anyMatch(note -> note.contains("guessed: " + unit.words()));
    }

    @Test
    void valuesThatMayBeEitherOfTwoUnitsAreRefusedWithBothReadings() {
        Histogram values = new Histogram(3);
        values.recordValueWithCount(200_000, 1_000);

        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> bytes(null, log(values, 60), CONTEXT));

        assertThat(refused)
                .hasMessageContaining("0.20 ms as nanoseconds")
                .hasMessageContaining("200 ms as microseconds")
                .hasMessageContaining("must be named");
        assertThat(Cell.percentileMs(
                        told(new String(log(values, 60), StandardCharsets.UTF_8), ValueUnit.MICROSECONDS)
                                .total()
                                .responseMicros(),
                        50))
                .isCloseTo(200, within(0.2));
    }

    @Test
    void noRequestTakesLongerThanTheLog() {
        Histogram values = new Histogram(3);
        values.recordValueWithCount(20_000, 100);
        values.recordValueWithCount(400, 900);

        // As milliseconds the slowest would take 20 s of a log of 2 s: only microseconds are left.
        RunResult run = bytes(null, log(values, 2), CONTEXT);

        assertThat(Cell.percentileMs(run.total().responseMicros(), 50)).isCloseTo(0.4, within(0.001));
    }

    @Test
    void unitThatMakesDaysOfARequestIsRefused() {
        assertThat(catchThrowableOfType(InvalidInput.class, () -> told(read("hdr/nanos.hlog"), ValueUnit.SECONDS)))
                .hasMessageContaining("more than a day");
    }

    @Test
    void valuesThatLookDifferentLaterOnAreRefused() {
        Histogram early = new Histogram(3);
        early.recordValueWithCount(5_000, 20_000);
        Histogram late = new Histogram(3);
        late.recordValueWithCount(5_000_000, 90_000);
        String file = new String(log(early, 30), StandardCharsets.UTF_8)
                + new String(log(late, 30), StandardCharsets.UTF_8)
                        .lines()
                        .reduce((a, b) -> b)
                        .orElseThrow();

        assertThat(catchThrowableOfType(
                        InvalidInput.class, () -> bytes(null, file.getBytes(StandardCharsets.UTF_8), CONTEXT)))
                .hasMessageContaining("the first values of the file look like microseconds");
    }

    @Test
    void histogramOfDoublesIsReadByTheLibrary() {
        DoubleHistogram seconds = new DoubleHistogram(3);
        for (int index = 0; index < 95; index++) {
            seconds.recordValue(0.005);
        }
        for (int index = 0; index < 5; index++) {
            seconds.recordValue(0.020);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter writer = new HistogramLogWriter(bytes);
        writer.outputStartTime(1_767_225_600_000L);
        writer.outputLegend();
        writer.outputIntervalHistogram(0, 60, seconds, 1.0);
        writer.close();

        assertFiveAndTwenty(bytes(null, bytes.toByteArray(), CONTEXT));
        assertFiveAndTwenty(told(bytes.toString(StandardCharsets.UTF_8), ValueUnit.SECONDS));
    }

    @Test
    void histogramInTheFirstEncodingIsRead() {
        Histogram micros = new Histogram(1, 3_600_000_000L, 3);
        micros.recordValueWithCount(5_000, 95);
        micros.recordValueWithCount(20_000, 5);

        RunResult run = bytes(
                null,
                (START + "0.0,60.0,0.020," + firstEncoding(micros) + "\n").getBytes(StandardCharsets.UTF_8),
                CONTEXT);

        assertFiveAndTwenty(run);
    }

    @Test
    void hugeHistogramIsRefusedBeforeItIsMade() {
        ByteBuffer header = ByteBuffer.allocate(40);
        header.putInt(0x1c849303 | 0x10)
                .putInt(4)
                .putInt(0)
                .putInt(5)
                .putLong(1)
                .putLong(1L << 61)
                .putDouble(1.0);

        assertThat(catchThrowableOfType(
                                InvalidInput.class,
                                () -> bytes(
                                        null,
                                        (START + "0.0,1.0,1.0," + compressed(0x1c849304 | 0x10, header.array()) + "\n")
                                                .getBytes(StandardCharsets.UTF_8),
                                        CONTEXT))
                        .errors()
                        .getFirst()
                        .rule())
                .contains("significant digits");
    }

    @Test
    void logThatIsCutInItsLastLineIsReadWithoutIt() {
        String whole = read("hdr/nanos.hlog").stripTrailing();

        RunResult run = bytes(null, whole.substring(0, whole.length() - 20).getBytes(StandardCharsets.UTF_8), CONTEXT);

        assertThat(run.total().requests()).isEqualTo(100);
        assertThat(run.provenance().notes().getFirst()).contains("cut off at line 5");
    }

    private static void assertFiveAndTwenty(RunResult run) {
        assertThat(Cell.percentileMs(run.total().responseMicros(), 50)).isCloseTo(5, within(0.06));
        assertThat(Cell.percentileMs(run.total().responseMicros(), 99)).isCloseTo(20, within(0.24));
    }

    private static RunResult told(String file, ValueUnit unit) {
        ImportContext context = CONTEXT.withUnit(unit);
        return bytes(null, file.getBytes(StandardCharsets.UTF_8), context);
    }

    private static byte[] log(Histogram values, int seconds) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter writer = new HistogramLogWriter(bytes);
        writer.outputStartTime(1_767_225_600_000L);
        writer.outputLegend();
        writer.outputIntervalHistogram(0, seconds, values, 1_000_000.0);
        writer.close();
        return bytes.toByteArray();
    }

    /** V0: cookie with the word size, digits, lowest, highest, total, then each count as a long. */
    private static String firstEncoding(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 18);
        buffer.putInt(0x1c849308 | 0x80)
                .putInt(histogram.getNumberOfSignificantValueDigits())
                .putLong(1)
                .putLong(histogram.getHighestTrackableValue())
                .putLong(histogram.getTotalCount());
        histogram.allValues().forEach(value -> buffer.putLong(value.getCountAtValueIteratedTo()));
        byte[] plain = new byte[buffer.position()];
        buffer.flip().get(plain);
        return compressed(0x1c849309 | 0x80, plain);
    }

    private static String compressed(int cookie, byte[] plain) {
        Deflater deflater = new Deflater();
        deflater.setInput(plain);
        deflater.finish();
        byte[] packed = new byte[1 << 18];
        int length = deflater.deflate(packed);
        deflater.end();
        ByteBuffer outer = ByteBuffer.allocate(8 + length);
        outer.putInt(cookie).putInt(length).put(packed, 0, length);
        return Base64.getEncoder().encodeToString(outer.array());
    }

    private static String read(String name) {
        try (InputStream in = HistogramUnitsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
