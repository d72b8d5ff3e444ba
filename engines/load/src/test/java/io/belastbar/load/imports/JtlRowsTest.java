package io.belastbar.load.imports;

import static io.belastbar.load.imports.Imported.cell;
import static io.belastbar.load.imports.Imported.sample;
import static io.belastbar.load.imports.Imported.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rows of a JTL are requests. */
class JtlRowsTest {

    private static final String HEADER = "timeStamp,elapsed,label,responseMessage,threadName,success,bytes\n";
    private static final String SUM = "\"Number of samples in transaction : %d, number of failing samples : %d\"";

    @ParameterizedTest
    @ValueSource(strings = {"jtl/parts-beside.csv", "jtl/parts-within.xml"})
    void redirectsAreInTheirRequestsTimeAndBytes(String file) {
        RunResult run = sample(null, file);

        assertThat(run.steps()).extracting(StepInfo::name).containsExactly("Cart");
        assertThat(run.total().requests()).isEqualTo(1);
        assertThat(Cell.percentileMs(run.total().responseMicros(), 50)).isCloseTo(300, within(0.4));
        assertThat(run.total().bytesReceived()).isEqualTo(900);
        assertThat(run.total().errorCount()).isZero();
    }

    @Test
    void partsOfPartsAndOfSeveralThreadsAreFoundAmongEachOther() {
        RunResult run = jtl(
                row(0, 300, "Cart", "A"),
                row(10, 200, "Cart", "B"),
                row(0, 100, "Cart-0", "A"),
                row(10, 90, "Cart-0", "B"),
                row(0, 40, "Cart-0-0", "A"),
                row(100, 200, "Cart-1", "A"),
                row(100, 110, "Cart-1", "B"));

        assertThat(run.total().requests()).isEqualTo(2);
        assertThat(run.steps()).extracting(StepInfo::name).containsExactly("Cart");
        assertThat(run.provenance().notes()).anyMatch(note -> note.startsWith("5 rows are parts"));
    }

    @Test
    void nameMayEndInANumberByItself() {
        RunResult run = jtl(
                row(0, 100, "Page", "A"),
                row(100, 50, "Page-1", "A"),
                row(20, 30, "Page-1", "B"),
                row(300, 100, "Page", "A"),
                row(350, 100, "Page-0", "A"),
                row(500, 0, "Page", "C"),
                row(500, 0, "Page-7", "C"));

        assertThat(cell(run, "Page").requests()).isEqualTo(3);
        assertThat(cell(run, "Page-1").requests()).isEqualTo(2);
        assertThat(cell(run, "Page-0").requests()).isEqualTo(1);
        assertThat(cell(run, "Page-7").requests()).isEqualTo(1);
    }

    @Test
    void partThatComesBeforeItsParentIsNone() {
        RunResult run = jtl(row(0, 100, "Cart-0", "A"), row(0, 300, "Cart", "A"));

        assertThat(run.total().requests()).isEqualTo(2);
    }

    @Test
    void cachedPartsOfNoTimeFollowOn() {
        RunResult run = jtl(
                row(0, 10, "Cart", "A"), row(0, 10, "Cart-0", "A"), row(10, 0, "Cart-1", "A"), row(10, 5, "Next", "A"));

        assertThat(run.total().requests()).isEqualTo(2);
    }

    @Test
    void transactionsWhoseSamplesAreNotThereCountAsOneRequestEach() {
        RunResult run = sample(null, "jtl/transactions-alone.csv");

        assertThat(run.total().requests()).isEqualTo(3);
        assertThat(run.total().errorCount()).isEqualTo(1);
        assertThat(run.total().responseMicros().getMaxValue() / 1e3).isCloseTo(900, within(1.0));
        assertThat(run.provenance().notes())
                .contains("2 transactions whose samples are not in the file count as one request each.");
    }

    @Test
    void transactionElementWithoutSamplesCountsAsOneRequest() {
        RunResult run = sample(null, "jtl/transaction-alone.xml");

        assertThat(cell(run, "Ping").requests()).isEqualTo(1);
        assertThat(cell(run, "Buy").requests()).isEqualTo(1);
        assertThat(cell(run, "Buy").errorCount()).isEqualTo(1);
    }

    @Test
    void transactionsWithSamplesBeforeAfterOrAroundThemAreSums() {
        RunResult run = jtl(
                row(0, 40, "Login", "A"),
                row(40, 60, "Search", "A"),
                sum(0, 100, "Visit", "A", 2),
                sum(200, 300, "Order", "B", 2),
                row(200, 100, "Cart", "B"),
                row(300, 200, "Pay", "B"),
                sum(1_000, 50, "Alone", "A", 4));

        assertThat(run.steps()).extracting(StepInfo::name).containsExactly("Login", "Search", "Cart", "Pay", "Alone");
        assertThat(run.total().requests()).isEqualTo(5);
        assertThat(run.provenance().notes())
                .contains(
                        "2 transaction sums are left out; their samples are counted one by one.",
                        "1 transaction whose samples are not in the file counts as one request.");
    }

    @Test
    void transactionAroundTransactionsThatStandAloneIsTheirSum() {
        RunResult run = jtl(sum(0, 100, "Inner", "A", 2), sum(100, 100, "Inner", "A", 2), sum(0, 200, "Outer", "A", 4));

        assertThat(run.steps()).extracting(StepInfo::name).containsExactly("Inner");
        assertThat(run.total().requests()).isEqualTo(2);
    }

    @Test
    void samplesOfOtherThreadsAreNotATransactionsOwn() {
        RunResult run = jtl(row(10, 40, "Ping", "B"), sum(0, 100, "Buy", "A", 3), row(120, 10, "Ping", "A"));

        assertThat(cell(run, "Buy").requests()).isEqualTo(1);
        assertThat(run.total().requests()).isEqualTo(3);
    }

    @Test
    void manyTransactionsAloneAreAllCounted() {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int index = 0; index < 1_000; index++) {
            rows.append(sum(index * 100, 100, "Buy", "A", 3));
        }

        assertThat(text(null, rows.toString()).total().requests()).isEqualTo(1_000);
    }

    @Test
    void sumsOfManySamplesAreMeansAndSaySo() {
        RunResult run = sample(null, "jtl/sums.csv");

        assertThat(run.total().requests()).isEqualTo(150);
        assertThat(run.total().errorCount()).isEqualTo(5);
        // 100 good ones at 10 ms and 45 at 60 ms.
        assertThat(run.total().responseMicros().getMean() / 1e3).isCloseTo(3_700.0 / 145, within(0.03));
        assertThat(run.provenance().highestKnownPercentile()).isZero();
        assertThat(run.provenance().notes().getFirst()).contains("sums only").contains("150 samples");
    }

    @Test
    void sumsInXmlAreReadAndOneSampleIsNoSum() {
        RunResult sums = text(
                null,
                "<testResults><httpSample t=\"900\" ts=\"1767225600000\" s=\"false\" lb=\"Home\""
                        + " sc=\"3\" ec=\"2\"/></testResults>");
        RunResult single = text(
                null,
                "timeStamp,elapsed,label,success,SampleCount,ErrorCount\n1767225600000,10,Home,true,1,0\n"
                        + "1767225601000,30,Home,false,1,1\n");

        assertThat(sums.total().requests()).isEqualTo(3);
        assertThat(sums.total().errorCount()).isEqualTo(2);
        assertThat(Cell.percentileMs(sums.total().responseMicros(), 50)).isCloseTo(300, within(0.4));
        assertThat(Cell.percentileMs(sums.total().failedMicros(), 50)).isCloseTo(300, within(0.4));
        assertThat(single.provenance().highestKnownPercentile()).isEqualTo(100);
        assertThat(single.total().errorCount()).isEqualTo(1);
    }

    @Test
    void moreErrorsThanSamplesOrAnUnknownNumberAreRefused() {
        assertThat(refused("timeStamp,elapsed,label,success,SampleCount,ErrorCount\n1767225600000,10,H,false,3,4\n"))
                .contains("must be at most SampleCount");
        assertThat(refused("timeStamp,elapsed,label,success,SampleCount\n1767225600000,10,H,false,3\n"))
                .contains("told with ErrorCount");
    }

    @Test
    void usersOfSeveralHostsAddUp() {
        String header = "timeStamp,elapsed,label,threadName,success,allThreads,Hostname\n";
        RunResult run = text(
                null,
                header + "1767225600000,10,Home,G 1-1,true,10,a\n1767225600100,10,Home,G 1-1,true,7,b\n"
                        + "1767225601000,10,Home,G 1-1,true,12,a\n1767225603000,10,Home,G 1-1,true,12,a\n");

        assertThat(run.seconds().stream().map(SecondResult::users)).containsExactly(17, 12, 12, 12);
        assertThat(run.provenance().notes()).contains("Users are those of 2 hosts together.");
    }

    @Test
    void remoteEnginesAreToldByTheirThreadsAndXmlByItsHosts() {
        RunResult csv = text(
                null,
                "timeStamp,elapsed,label,threadName,success,allThreads\n"
                        + "1767225600000,10,Home,10.0.0.1:1099-G 1-1,true,10\n"
                        + "1767225600000,10,Home,10.0.0.2:1099-G 1-1,true,10\n");
        RunResult xml = text(
                null,
                "<testResults><httpSample t=\"1\" ts=\"1767225600000\" s=\"true\" lb=\"H\" na=\"3\" hn=\"a\"/>"
                        + "<httpSample t=\"1\" ts=\"1767225600000\" s=\"true\" lb=\"H\" na=\"4\" hn=\"b\"/></testResults>");

        assertThat(csv.seconds().stream().map(SecondResult::users)).containsExactly(20);
        assertThat(xml.seconds().stream().map(SecondResult::users)).containsExactly(7);
    }

    private static RunResult jtl(String... rows) {
        return text(null, HEADER + String.join("", rows));
    }

    private static String row(long start, long elapsed, String label, String thread) {
        return (1_767_225_600_000L + start) + "," + elapsed + "," + label + ",OK," + thread + ",true,100\n";
    }

    private static String sum(long start, long elapsed, String label, String thread, int samples) {
        return (1_767_225_600_000L + start) + "," + elapsed + "," + label + "," + SUM.formatted(samples, 0) + ","
                + thread + ",true,100\n";
    }

    private static String refused(String text) {
        return catchThrowableOfType(InvalidInput.class, () -> text(null, text))
                .errors()
                .toString();
    }
}
