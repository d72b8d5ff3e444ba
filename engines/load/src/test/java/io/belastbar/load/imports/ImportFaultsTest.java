package io.belastbar.load.imports;

import static io.belastbar.load.imports.Imported.CONTEXT;
import static io.belastbar.load.imports.Imported.bytes;
import static io.belastbar.load.imports.Imported.gzip;
import static io.belastbar.load.imports.Imported.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.load.imports.source.ImportLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ImportFaultsTest {

    private static final String JTL = "timeStamp,elapsed,label,success\n";

    @Test
    void aFaultNamesLineColumnFieldAndValue() {
        InvalidInput refused =
                refused(ImportFormat.JMETER, JTL + "1767225600100,187,Home,true\n1767225600100,fast,Home,true\n");

        assertThat(refused.errors())
                .containsExactly(new ProblemError("/elapsed", 3, 15, "must be a whole number", "fast"));
    }

    @Test
    void allFaultsOfAFileAreNamedUpToTwenty() {
        InvalidInput three = refused(ImportFormat.JMETER, JTL + "x,1,Home,true\n1,-5,Home,true\n1,1,Home,yes\n");
        InvalidInput many = refused(ImportFormat.JMETER, JTL + "x,1,Home,true\n".repeat(1000));

        assertThat(three.errors())
                .extracting(ProblemError::pointer)
                .containsExactly("/timeStamp", "/elapsed", "/success");
        assertThat(many.errors()).hasSize(20);
    }

    @Test
    void aJtlWithoutHeaderIsRefused() {
        InvalidInput refused = refused(ImportFormat.JMETER, "1767225600100,187,Home,200,OK,true\n");

        assertThat(refused.errors())
                .extracting(ProblemError::pointer)
                .containsExactly("/timeStamp", "/elapsed", "/label", "/success");
    }

    @Test
    void aFaultBehindQuotedFieldsNamesItsColumn() {
        InvalidInput refused = refused(
                ImportFormat.JMETER,
                JTL + "1767225600100,187,\"Ho\"\"me\",true\n\"1767225600100\",\"187\",\"Ho\n\"\"me, a\",maybe\n");

        assertThat(refused.errors())
                .containsExactly(new ProblemError("/success", 4, 36, "must be true or false", "maybe"));
    }

    @Test
    void aQuoteThatIsFollowedByTextOrLeftOpenRefusesTheFile() {
        InvalidInput followed = refused(ImportFormat.JMETER, JTL + "1767225600100,187,\"Home\"x,true\n");
        InvalidInput open = refused(ImportFormat.JMETER, JTL + "1767225600100,187,A,true\n1767225600100,187,\"Home\n");
        InvalidInput header = refused(ImportFormat.JMETER, "timeStamp,\"elapsed\"x,label,success\n");

        assertThat(followed.errors().getFirst().line()).isEqualTo(2);
        assertThat(followed.errors().getFirst().rule()).startsWith("a quote must be closed");
        assertThat(open.errors().getFirst().line()).isEqualTo(3);
        assertThat(open.errors().getFirst().rule()).isEqualTo("must close the quotes that it opens");
        assertThat(header.errors().getFirst().line()).isEqualTo(1);
    }

    @Test
    void aLineThatWasCutOffRefusesTheFile() {
        InvalidInput k6 = refused(
                ImportFormat.K6_STREAM,
                "{\"type\":\"Point\",\"metric\":\"http_req_duration\",\"data\":{\"time\":\"2026-");
        InvalidInput gatling = refused(
                ImportFormat.GATLING, "RUN\tA\ta\t1767225600000\t \t3.9.0\nREQUEST\t\tHome\t1767225600130\t17672");
        InvalidInput xml = refused(ImportFormat.JMETER, "<testResults version=\"1.2\">\n<httpSample t=\"1\" ");

        assertThat(k6.errors().get(0).rule()).contains("one JSON object");
        assertThat(gatling.errors().get(0).line()).isEqualTo(2);
        assertThat(xml.errors().get(0).rule()).contains("whole XML");
    }

    @Test
    void aBinaryGatlingLogIsRecognisedAndRefusedWithTheWayOut() {
        // The first bytes that Gatling 3.13.1 writes.
        byte[] binary = {0, 0, 0, 0, 6, '3', '.', '1', '3', '.', '1', 0, 0, 0, 0, 3, 'S', 'i', 'm', 0, 0, 1};

        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> bytes(null, binary, CONTEXT));

        assertThat(refused.errors().get(0).rule()).contains("from 3.13 on").contains("3.12");
    }

    @Test
    void aGatlingLogOfAnUnknownVersionIsRefused() {
        InvalidInput refused = refused(ImportFormat.GATLING, "RUN\tA\ta\t1767225600000\t \t2.3.1\n");

        assertThat(refused.errors().get(0).received()).isEqualTo("2.3.1");
    }

    @Test
    void aGatlingEndBeforeItsStartIsRefused() {
        InvalidInput refused = refused(
                ImportFormat.GATLING,
                "RUN\tA\ta\t1767225600000\t \t3.9.0\nREQUEST\t\tHome\t1767225600130\t1767225600129\tOK\t \n");

        assertThat(refused.errors())
                .containsExactly(new ProblemError("/end", 2, 29, "must not lie before the start", "1767225600129"));
    }

    @Test
    void anEmptyFileHoldsNoRun() {
        for (ImportFormat format : ImportFormat.values()) {
            assertThat(refused(format, "").errors()).as(format.label()).isNotEmpty();
        }
        assertThat(refused(ImportFormat.JMETER, JTL).errors().get(0).rule()).contains("at least one request");
    }

    @Test
    void moreBytesRowsNamesOrLongerLinesThanAllowedAreRefused() {
        String rows = JTL + "1767225600100,187,A,true\n1767225600100,187,B,true\n1767225600100,187,C,true\n";

        assertThat(limited(rows, new ImportLimits(50, 5000, 500, 10, 10, 1))).contains("at most 50 bytes");
        assertThat(limited(rows, new ImportLimits(5000, 5000, 500, 2, 10, 1))).contains("at most 2 requests");
        assertThat(limited(rows, new ImportLimits(5000, 5000, 500, 10, 2, 1))).contains("at most 2 different request");
        assertThat(limited(rows, new ImportLimits(5000, 5000, 20, 10, 10, 1))).contains("at most 20 bytes long");
    }

    @Test
    void aSmallGzipFileThatGrowsWithoutEndIsRefused() {
        byte[] bomb = gzip(JTL + "\n".repeat(5_000_000));
        ImportLimits limits = new ImportLimits(1 << 20, 1 << 20, 1 << 16, 100, 10, 1);

        InvalidInput refused =
                catchThrowableOfType(InvalidInput.class, () -> bytes(null, bomb, CONTEXT.withLimits(limits)));

        assertThat(bomb.length).isLessThan(10_000);
        assertThat(refused).hasMessageContaining("after gzip");
    }

    @Test
    void aSummaryOfVeryManyEmptyObjectsIsRefusedBeforeTheyAreNodes() {
        byte[] summary = ("{\"metrics\":[" + "{},".repeat(2_000_000) + "{}]}").getBytes();

        InvalidInput refused =
                catchThrowableOfType(InvalidInput.class, () -> bytes(ImportFormat.K6_SUMMARY, summary, CONTEXT));

        assertThat(refused).hasMessageContaining("500000 names, values and brackets");
    }

    @Test
    void damagedGzipIsRefused() {
        byte[] whole = gzip(JTL + "1767225600100,187,A,true\n".repeat(1000));

        InvalidInput refused = catchThrowableOfType(
                InvalidInput.class, () -> bytes(ImportFormat.JMETER, Arrays.copyOf(whole, whole.length - 20), CONTEXT));

        assertThat(refused).hasMessageContaining("whole gzip data");
    }

    @Test
    void xmlWithADocumentTypeIsRefused() {
        InvalidInput refused = refused(
                ImportFormat.JMETER,
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + "<testResults><httpSample t=\"1\" ts=\"1\" s=\"true\" lb=\"&x;\"/></testResults>");

        assertThat(refused.errors().toString()).doesNotContain("root:");
    }

    @Test
    void aHistogramThatIsNoneIsRefused() {
        String log = "#[StartTime: 1767225600.000 (seconds since epoch)]\n0.0,1.0,5.0,";

        assertThat(refused(ImportFormat.HDRHISTOGRAM, log + "not base64!\n")
                        .errors()
                        .get(0)
                        .line())
                .isEqualTo(2);
        String zeros = Base64.getEncoder().encodeToString(new byte[100]);
        assertThat(refused(ImportFormat.HDRHISTOGRAM, log + zeros + "\n")
                        .errors()
                        .get(0)
                        .pointer())
                .isEqualTo("/Interval_Compressed_Histogram");
    }

    @Test
    void percentilesThatFallAreRefused() {
        InvalidInput refused = refused(
                ImportFormat.K6_SUMMARY,
                "{\"metrics\":{\"http_reqs\":{\"count\":10,\"rate\":1},\"http_req_duration\":"
                        + "{\"min\":1,\"med\":9,\"p(90)\":5,\"max\":20}}}");

        assertThat(refused.errors().get(0).rule()).contains("must not fall");
    }

    @Test
    void wrk2WithoutItsTableIsRefusedWithTheOptionToUse() {
        InvalidInput refused =
                refused(null, "Running 30s test @ http://127.0.0.1:8080/\n  60018 requests in 30.00s, 19.81MB read\n");

        assertThat(refused.errors().get(0).rule()).contains("--latency");
    }

    @Test
    void anUnknownFileOrFormatIsRefusedWithTheKnownOnes() {
        assertThat(refused(null, "hello\n")).hasMessageContaining("k6-summary, k6-stream");
        assertThat(catchThrowableOfType(InvalidInput.class, () -> ImportFormat.named("locust")))
                .hasMessageContaining("k6-summary, k6-stream");
        assertThat(ImportFormat.named("auto")).isEmpty();
    }

    private static String limited(String rows, ImportLimits limits) {
        InvalidInput refused = catchThrowableOfType(
                InvalidInput.class,
                () -> bytes(ImportFormat.JMETER, rows.getBytes(StandardCharsets.UTF_8), CONTEXT.withLimits(limits)));
        return refused.errors().get(0).rule();
    }

    private static InvalidInput refused(ImportFormat format, String file) {
        return catchThrowableOfType(InvalidInput.class, () -> text(format, file));
    }
}
