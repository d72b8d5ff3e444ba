package io.belastbar.load.imports;

import static io.belastbar.load.imports.Imported.CONTEXT;
import static io.belastbar.load.imports.Imported.bytes;
import static io.belastbar.load.imports.Imported.gzip;
import static io.belastbar.load.imports.Imported.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.imports.context.ValueUnit;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.StepInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A refusal says what a file is and what would work; what is recognised is named. */
class FileContentTest {

    private static final String JTL = "timeStamp,elapsed,label,success\n1767225600000,10,Home,true\n";

    static Stream<Arguments> foreign() {
        return Stream.of(
                Arguments.of(
                        "vegeta JSON",
                        "{\"attack\":\"\",\"seq\":0,\"code\":200,\"timestamp\":\"2026-01-01T00:00:00Z\",\"latency\":1432000,"
                                + "\"bytes_out\":0,\"bytes_in\":5,\"error\":\"\",\"body\":\"\",\"method\":\"GET\"}\n"),
                Arguments.of(
                        "vegeta report",
                        "{\"latencies\":{\"total\":1,\"mean\":2,\"50th\":3},\"bytes_in\":{\"total\":1},\"status_codes\":{\"200\":5}}"),
                Arguments.of(
                        "Artillery report",
                        "{\n \"aggregate\": {\n  \"counters\": {\"http.requests\": 100},\n  \"summaries\": {}\n }, \"intermediate\": []}"),
                Arguments.of(
                        "Prometheus answer",
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}"),
                Arguments.of(
                        "hey CSV",
                        "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n0.0123,0,0,0,0.01,0,200,0.0\n"),
                Arguments.of(
                        "Locust statistics",
                        "Type,Name,Request Count,Failure Count,Median Response Time\nGET,/,10,0,5\n"),
                Arguments.of(
                        "Locust's history", "Timestamp,User Count,Type,Name,Requests/s\n1767225600,1,,Aggregated,0\n"),
                Arguments.of("pgbench log", "0 1 4123 0 1767225600 123456\n1 1 4020 0 1767225600 124000\n"),
                Arguments.of(
                        "pgbench's sums",
                        "1767225600 5601 1542744 483552416 61 2573\n1767225601 7884 1979812 565806736 60 1479\n"),
                Arguments.of(
                        "output of hey",
                        "\nSummary:\n  Total:\t1.0012 secs\n  Slowest:\t0.0312 secs\n  Fastest:\t0.0004 secs\n  Requests/sec:\t199.7\n"
                                + "\n\nResponse time histogram:\n  0.000 [1]\t|\n  0.003 [190]\t|\n"),
                Arguments.of("output of hey", "\nSummary:\n  Total:\t1.0012 secs\n  Slowest:\t0.0312 secs\n"),
                Arguments.of(
                        "output of oha",
                        "Summary:\n  Success rate:\t100.00%\n  Total:\t1.0 sec\n\nResponse time histogram:\n  0.000 [1] |\n"),
                Arguments.of("vegeta CSV", "1767225600000000000,200,1432000,0,5,,aGVsbG8=,,0,GET,http://127.0.0.1/,\n"),
                Arguments.of(
                        "percentile table of HdrHistogram as CSV",
                        "\"Value\",\"Percentile\",\"TotalCount\",\"1/(1-Percentile)\"\n1.0,0.000000000000,1,1.00\n"),
                Arguments.of(
                        "output of pgbench",
                        "pgbench (15.1)\nstarting vacuum...end.\ntransaction type: <builtin: TPC-B (sort of)>\ntps = 12.3\n"),
                Arguments.of("ApacheBench", "This is ApacheBench, Version 2.3 <$Revision: 1903618 $>\n"),
                Arguments.of("ab's percentiles", "Percentage served,Time in ms\n0,1.2\n"),
                Arguments.of(
                        "ab's table", "starttime\tseconds\tctime\tdtime\tttime\twait\nThu Jan 01\t1\t0\t1\t1\t1\n"),
                Arguments.of("aggregate report", "Label,# Samples,Average,Median,90% Line\nHome,10,5,5,6\n"),
                Arguments.of("HAR", "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"x\"},\"entries\":[]}}"),
                Arguments.of("oha report", "{\"summary\":{\"successRate\":1.0,\"total\":10}}"),
                Arguments.of("page of HTML", "<!DOCTYPE html>\n<html><body>Report</body></html>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foreign")
    void fileOfAnotherToolIsCalledByItsName(String what, String file) {
        String refusal = refused(file.getBytes(StandardCharsets.UTF_8));

        assertThat(refusal).contains(what).contains("cannot be read").doesNotContain("k6 summary");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foreign")
    void namingAFormatDoesNotHideWhatTheFileIs(String what, String file) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> text(ImportFormat.K6_SUMMARY, file));

        assertThat(refused.getMessage()).contains(what);
    }

    @Test
    void formatThatTheFileIsNotIsCorrected() {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> text(ImportFormat.GATLING, JTL));

        assertThat(refused.getMessage()).contains("must be jmeter or auto").contains("JTL as CSV");
    }

    @Test
    void emptyFileIsCalledEmpty() throws IOException {
        assertThat(refused(new byte[0])).contains("is empty");
        assertThat(refused(gzip(""))).contains("is empty");
        assertThat(refused("\n  \n".getBytes(StandardCharsets.UTF_8))).contains("is empty");
    }

    @Test
    void packedFilesAreCalledByTheirPacking() throws IOException {
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(twice)) {
            out.write(gzip(JTL));
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("result.jtl"));
            out.write(JTL.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(refused(twice.toByteArray())).contains("packed by gzip twice");
        assertThat(refused(zip.toByteArray())).contains("a zip archive");
        assertThat(refused(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 1}))
                .contains("Zstandard");
        assertThat(refused("BZh91AY&SY".getBytes(StandardCharsets.UTF_8))).contains("bzip2");
    }

    @Test
    void binaryFilesAreNoText() {
        assertThat(refused(new byte[] {1, 0, 0, 7, 0, 0, (byte) 0xee, 0})).contains("is binary");
        assertThat(refused(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10})).contains("a picture");
        assertThat(refused("%PDF-1.7\n".getBytes(StandardCharsets.UTF_8))).contains("PDF");
    }

    @Test
    void jmeterRowsWithoutTheirHeaderAreToldWhatIsMissing() {
        assertThat(refused(
                        "1767225600000,10,Home,200,OK,G 1-1,text,true,,900,200,1,1\n".getBytes(StandardCharsets.UTF_8)))
                .contains("without their header line")
                .contains("print_field_names");
    }

    @Test
    void whatWasRecognisedStandsInTheNotes() {
        assertThat(text(null, JTL).provenance().notes())
                .contains("The file was read as results of JMeter (JTL as CSV), which was told from its content.");
        assertThat(text(ImportFormat.JMETER, JTL).provenance().notes())
                .contains("The file was read as results of JMeter (JTL as CSV).");
    }

    @Test
    void outputMayStandBehindManyOtherLines() throws IOException {
        String log = "2026-01-01 00:00:00 step 3\n# nothing to see\n".repeat(500)
                + new String(
                        FileContentTest.class.getResourceAsStream("wrk2.txt").readAllBytes(), StandardCharsets.UTF_8);

        assertThat(text(null, log).total().requests()).isEqualTo(40_000);
    }

    @Test
    void unitIsRefusedWhereTheToolTellsIt() {
        for (String file : List.of(JTL, "metric_name,timestamp,metric_value\nhttp_req_duration,1767225600,5\n")) {
            InvalidInput refused = catchThrowableOfType(
                    InvalidInput.class,
                    () -> RunImport.read(
                            null,
                            new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                            CONTEXT.withUnit(ValueUnit.MICROSECONDS)));

            assertThat(refused.getMessage()).contains("unit must be left out").contains("milliseconds");
        }
        assertThat(catchThrowableOfType(InvalidInput.class, () -> ValueUnit.named("min")))
                .hasMessageContaining("ns, us, ms, s");
    }

    private static String refused(byte[] file) {
        return catchThrowableOfType(InvalidInput.class, () -> bytes(null, file, CONTEXT))
                .getMessage();
    }

    @Test
    void namesOfAnotherCharsetStayDifferent() {
        String rows =
                "timeStamp,elapsed,label,success\n1767225600000,10,T\u00fcr,true\n1767225601000,1000,T\u00f6r,true\n";

        RunResult run = bytes(null, rows.getBytes(StandardCharsets.ISO_8859_1), CONTEXT);

        assertThat(run.steps()).extracting(StepInfo::name).containsExactly("T\u00fcr", "T\u00f6r");
        assertThat(run.provenance().notes())
                .anyMatch(note -> note.startsWith("The file is not in UTF-8, first in line 2"));
    }

    @Test
    void namesStayDifferentWhereAByteHasNoCharacter() {
        byte[] rows = "timeStamp,elapsed,label,success\n1767225600000,10,T\u0081r,true\n1767225601000,9,T\u008dr,true\n"
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(bytes(null, rows, CONTEXT).steps()).hasSize(2);
    }

    @Test
    void replacementCharacterInUtf8IsNoOtherCharset() {
        RunResult run = text(null, "timeStamp,elapsed,label,success\n1767225600000,10,T\ufffdr,true\n");

        assertThat(run.provenance().notes()).noneMatch(note -> note.contains("UTF-8"));
    }

    @Test
    void xmlThatDeclaresAnotherCharsetThanItsOwnIsRefused() {
        String xml = "<?xml version=\"1.0\" encoding=\"%s\"?>\n<testResults version=\"1.2\">\n"
                + "<sample t=\"10\" ts=\"1767225600000\" s=\"true\" lb=\"T\u00fcr\" rc=\"200\" rm=\"OK\"/>\n</testResults>\n";

        assertThatThrownBy(() -> bytes(null, xml.formatted("UTF-8").getBytes(StandardCharsets.ISO_8859_1), CONTEXT))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refused -> assertThat(refused.errors().toString()).contains("is not UTF-8"));
        assertThat(bytes(null, xml.formatted("ISO-8859-1").getBytes(StandardCharsets.ISO_8859_1), CONTEXT)
                        .steps())
                .extracting(StepInfo::name)
                .containsExactly("T\u00fcr");
    }
}
