package io.belastbar.load.imports;

import static io.belastbar.load.imports.Imported.CONTEXT;
import static io.belastbar.load.imports.Imported.bytes;
import static io.belastbar.load.imports.Imported.cell;
import static io.belastbar.load.imports.Imported.sample;
import static io.belastbar.load.imports.Imported.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.StepInfo;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a JTL may be written: its times, its separators, its elements, its characters, its end. */
class JtlFormsTest {

    private static final String HEADER = "timeStamp,elapsed,label,success\n";
    private static final String XML =
            "<?xml version=\"1.0\" encoding=\"%s\"?>\n<testResults version=\"1.2\">%s</testResults>";
    private static final String SAMPLE = "<httpSample t=\"10\" ts=\"1767225600000\" s=\"true\" lb=\"%s\" rc=\"200\"/>";

    @ParameterizedTest
    @ValueSource(strings = {"time-dashes", "time-slashes", "time-seconds", "time-iso"})
    void timesAsJmeterWritesThem(String file) {
        RunResult run = sample(null, "jtl/" + file + ".csv");

        assertThat(run.identity().startedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(run.total().requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2026/01/01 00:00:00.123       | 2026-01-01T00:00:00Z
                    2026-01-01 00:00:00.1         | 2026-01-01T00:00:00Z
                    2026-01-01 00:00:00:500       | 2026-01-01T00:00:00Z
                    31.12.2025 23:59:59           | 2025-12-31T23:59:59Z
                    2026-01-01T02:00:00+02:00     | 2026-01-01T00:00:00Z
                    2026-01-01T02:00:00.000+0200  | 2026-01-01T00:00:00Z
                    2026-01-01 02:00:00.000 +0200 | 2026-01-01T00:00:00Z
                    12/31/25 23:59:59             | 2025-12-31T23:59:59Z
                    31/12/2025 23:59:59           | 2025-12-31T23:59:59Z
                    1767225600                    | 2026-01-01T00:00:00Z
                    1767225600123.5               | 2026-01-01T00:00:00Z
                    1.767225600000E12             | 2026-01-01T00:00:00Z
                    """)
    void timesInOtherFormsThatCanBeReadInOneWayOnly(String time, Instant expected) {
        assertThat(text(null, HEADER + time + ",10,Home,true\n").identity().startedAt())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    01/02/26 10:00:00    | MM/dd/yy, dd/MM/yy
                    02/01/2026 10:00:00  | MM/dd/yy, dd/MM/yy
                    10:00:00             | must name the day
                    yesterday            | milliseconds since 1970
                    31/02/2026 10:00:00  | milliseconds since 1970
                    """)
    void timeThatCanMeanTwoDaysOrNoneIsRefusedWithItsForm(String time, String rule) {
        assertThat(refused(HEADER + time + ",10,Home,true\n")).contains(rule).contains(time);
    }

    @Test
    void exponentWithAllDigitsIsNotRounded() {
        RunResult run = text(null, HEADER + "1.767225600000E12,10,Home,true\n1.767225602000E12,10,Home,true\n");

        assertThat(run.identity().duration()).isEqualTo(Duration.ofMillis(2_010));
    }

    @Test
    void timesThatASpreadsheetRoundedGiveNoRates() {
        RunResult run = sample(null, "jtl/time-spreadsheet.csv");

        assertThat(run.total().requests()).isEqualTo(1);
        assertThat(run.identity().startedAt()).isEqualTo(Instant.ofEpochSecond(1_767_230_000));
        assertThat(run.identity().duration()).isEqualTo(Duration.ZERO);
        assertThat(run.seconds().size()).isZero();
        assertThat(run.provenance().notes()).anyMatch(note -> note.contains("rounded"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jtl/separated-by-semi.csv", "jtl/separated-by-space.csv", "jtl/separated-by-tab.csv"})
    void separatorIsWhatStandsBetweenTheColumns(String file) {
        assertThat(cell(sample(null, file), "Home").requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"^", "~", ":", "#", "§", "\u0001"})
    void anyOneCharacterSeparates(String separator) {
        String file = (HEADER + "1767225600000,10,Home,true\n").replace(",", separator);

        assertThat(cell(text(null, file), "Home").requests()).isEqualTo(1);
    }

    @Test
    void spacesBehindSeparatorsAreNoPartOfThem() {
        assertThat(text(null, "timeStamp, elapsed, label, success\n1767225600000, 10, Home, true\n")
                        .total()
                        .requests())
                .isEqualTo(1);
    }

    @Test
    void severalCharactersBetweenColumnsAreRefusedAsSuch() {
        assertThat(refused("timeStamp||elapsed||label||success\n1767225600000||10||Home||true\n"))
                .contains("one character between its columns")
                .doesNotContain("must be a column");
    }

    @Test
    void appendedRunsHaveTheirHeadersReadOver() {
        RunResult run = sample(null, "jtl/appended.csv");
        RunResult otherOrder = text(
                null,
                HEADER + "1767225600000,10,Home,true\nlabel,success,timeStamp,elapsed\nHome,true,1767225601000,20\n");

        assertThat(run.total().requests()).isEqualTo(2);
        assertThat(run.provenance().notes()).anyMatch(note -> note.contains("2 header lines"));
        assertThat(otherOrder.total().requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jtl/capitals.csv", "jtl/byte-order-mark.csv"})
    void capitalsAndAByteOrderMarkChangeNothing(String file) {
        assertThat(sample(null, file).total().requests()).isEqualTo(1);
        assertThat(sample(null, file).total().errorCount()).isZero();
    }

    @Test
    void elementsNamedLikeClassesAreSamplesToo() {
        RunResult run = sample(null, "jtl/class-names.xml");

        assertThat(run.steps()).extracting(StepInfo::name).containsExactly("Home", "Browser");
        assertThat(run.provenance().notes()).anyMatch(note -> note.contains("SampleResultWithSubs"));
    }

    @Test
    void elementsOfOtherNamesWithAttributesAreSamples() {
        RunResult run = text(
                null,
                "<testResults version=\"1.2\"><jmsSample t=\"10\" ts=\"1767225600000\" s=\"true\" lb=\"Queue\"/>"
                        + "<sampleResult timeStamp=\"1767225600000\" time=\"20\" label=\"Old\" success=\"false\"/>"
                        + "<sample t=\"30\" ts=\"1767225600000\" s=\"true\" lb=\"T\" rm=\"Number of samples in transaction"
                        + " : 1, number of failing samples : 0\"><org.a.B><startTime>1767225600000</startTime>"
                        + "<elapsedTime>30</elapsedTime><label>In</label><success>true</success></org.a.B></sample>"
                        + "</testResults>");

        assertThat(run.steps()).extracting(StepInfo::name).containsExactly("Queue", "Old", "In");
        assertThat(run.total().errorCount()).isEqualTo(1);
    }

    @Test
    void elementThatIsNoSampleIsRefusedByItsLine() {
        InvalidInput refused = catchThrowableOfType(
                InvalidInput.class,
                () -> text(null, XML.formatted("UTF-8", SAMPLE.formatted("A") + "\n<somethingElse a=\"1\"/>")));

        assertThat(refused.errors().getFirst().line()).isEqualTo(3);
        assertThat(refused.errors().getFirst().received()).isEqualTo("<somethingElse>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&#x0;", "&#0;", "&#x1F;", "&#xFFFE;", "\u0000", "\u0008", "&#xD800;"})
    void charactersThatXmlDoesNotHaveMayStandInBodies(String character) {
        String body = "<httpSample t=\"10\" ts=\"1767225600000\" s=\"true\" lb=\"Home\"><responseData>a" + character
                + "b&amp;c</responseData></httpSample>";

        assertThat(text(null, XML.formatted("UTF-8", body)).total().requests()).isEqualTo(1);
        assertThat(sample(null, "jtl/nul-in-body.xml").total().requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void charsetOfTheDeclarationIsUsed(String charset) {
        byte[] file = XML.formatted(charset, SAMPLE.formatted("Größe")).getBytes(Charset.forName(charset));

        assertThat(bytes(null, file, CONTEXT).steps())
                .extracting(StepInfo::name)
                .containsExactly("Größe");
    }

    @Test
    void byteOrderMarksAreReadOver() {
        String xml = "\uFEFF" + XML.formatted("UTF-8", SAMPLE.formatted("Größe"));
        String csv = "\uFEFF" + HEADER + "1767225600000,10,Größe,true\r\n";

        assertThat(cell(bytes(null, xml.getBytes(StandardCharsets.UTF_8), CONTEXT), "Größe")
                        .requests())
                .isEqualTo(1);
        assertThat(cell(bytes(null, csv.getBytes(StandardCharsets.UTF_16LE), CONTEXT), "Größe")
                        .requests())
                .isEqualTo(1);
        assertThat(cell(bytes(null, csv.getBytes(StandardCharsets.UTF_16BE), CONTEXT), "Größe")
                        .requests())
                .isEqualTo(1);
    }

    @Test
    void charsetThatNobodyKnowsIsRefusedByItsName() {
        assertThat(refused(XML.formatted("klingon", SAMPLE.formatted("A"))))
                .contains("charset")
                .contains("klingon");
    }

    @Test
    void xmlWithoutItsEndIsReadAsFarAsItIsWhole() {
        RunResult run = sample(null, "jtl/still-running.xml");

        assertThat(run.total().requests()).isEqualTo(1);
        assertThat(run.provenance().notes().getFirst()).contains("cut off at line");
    }

    @Test
    void xmlMayBeCutAnywhereBehindItsFirstSample() {
        String whole = XML.formatted(
                "UTF-8",
                "\n" + SAMPLE.formatted("A") + "\n<httpSample t=\"20\" ts=\"1767225601000\" s=\"true\" lb=\"B\">"
                        + "<responseData class=\"java.lang.String\">&lt;html&gt;</responseData></httpSample>\n");
        int first = whole.indexOf("/>") + 2;
        for (int length = first; length < whole.length(); length++) {
            RunResult run = text(null, whole.substring(0, length));

            assertThat(run.total().requests()).as("cut at %d", length).isBetween(1L, 2L);
            assertThat(run.provenance().notes().getFirst())
                    .as("cut at %d", length)
                    .contains("cut off");
        }
    }

    @Test
    void xmlThatIsBrokenInItsMiddleIsRefused() {
        assertThat(refused(XML.formatted("UTF-8", SAMPLE.formatted("A") + "<a></b>" + SAMPLE.formatted("B"))))
                .contains("whole XML");
    }

    @Test
    void csvCutInItsLastLineIsReadWithoutIt() {
        String whole = HEADER + "1767225600000,10,Home,true\n1767225601000,20,\"Ho, me\",tr";
        Set<String> cuts =
                Set.of("1767225601000,20,\"Ho, me\",tr", "1767225601000,20,\"Ho", "17672256", "1767225601000,2");
        for (String cut : cuts) {
            RunResult run = text(null, whole.substring(0, whole.indexOf("1767225601000")) + cut);

            assertThat(run.total().requests()).as(cut).isEqualTo(1);
            assertThat(run.provenance().notes().getFirst()).as(cut).contains("cut off at line 3");
        }
    }

    @Test
    void lastLineWithoutItsEndMayBeWholeOrWrong() {
        RunResult whole = text(null, HEADER + "1767225600000,10,Home,true\n1767225601000,20,Home,true");

        assertThat(whole.total().requests()).isEqualTo(2);
        assertThat(whole.provenance().notes()).noneMatch(note -> note.contains("cut off"));
        assertThat(refused(HEADER + "1767225600000,10,Home,true\n1767225601000,fast,Home,true"))
                .contains("must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeStamp,success,label,elapsed\n1767225600000,true,Home,240\n1767225601000,true,Home,2",
                "timeStamp,success,elapsed,label\n1767225600000,true,240,Home\n1767225601000,true,2,Ho",
                "timeStamp,elapsed,label,success,Connect\n1767225600000,240,Home,true,10\n1767225601000,250,Home,true,1"
            })
    void lastColumnWithoutItsLineEndMayBeCutAndIsLeftOut(String file) {
        RunResult run = text(null, file);

        assertThat(run.total().requests()).isEqualTo(1);
        assertThat(run.steps()).hasSize(1);
        assertThat(run.total().responseMicros().getMinValue()).isGreaterThan(200_000);
        assertThat(run.provenance().notes()).anyMatch(note -> note.startsWith("The file is cut off at line 3"));
    }

    @Test
    void spaceAroundALabelIsNoPartOfIt() {
        RunResult run = text(null, HEADER + "1767225600000,10, GET /a,true\n1767225601000,20,GET /a ,true\n");

        assertThat(run.steps()).extracting(RunResult.StepInfo::name).containsExactly("GET /a");
    }

    private static String refused(String file) {
        return catchThrowableOfType(InvalidInput.class, () -> text(null, file))
                .errors()
                .toString();
    }
}
