package io.belastbar.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.smallheap.RepeatedText;
import io.belastbar.smallheap.SmallHeap;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargestDocumentsTest {

    /** Half of the smallest heap under the launcher, which is that of chaos-service and capacity-service. */
    @Test
    void noDocumentOfAMebibyteTakesMoreThanASmallHeap() throws IOException, InterruptedException {
        var end = SmallHeap.run(LargestDocuments.class, 96);

        assertThat(end.exitCode()).as(end.said()).isZero();
        assertThat(end.said()).contains("DONE", "a document may have 100000 values", "the names on the way");
        assertThat(end.said().lines().filter(line -> line.equals("ACCEPTED"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s]", "- %s"})
    void aDocumentOfManyValuesIsAcceptedUpToTheLimit(String form) {
        boolean flow = form.startsWith("[");
        int most = DocumentParser.VALUES_MAX - 1;
        String largest = form.formatted("a") + (flow ? "" : "\n- a".repeat(most - 1));
        String flowing = "[" + "1,".repeat(most - 1) + "1]";

        assertThat(DocumentParser.parse(flow ? flowing : largest).items()).hasSize(most);
        assertThatThrownBy(() -> DocumentParser.parse(flow ? "[1," + flowing.substring(1) : largest + "\n- a"))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("100000 values");
    }

    @Test
    void ofVeryManyFaultsTheFirstAreShownAndTheRestIsSaid() {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse("[" + "{a: 1},".repeat(ErrorCollector.KEPT_MAX + 1) + "]");

        root.items().forEach(item -> item.requireSequence(errors));

        assertThatThrownBy(() -> errors.throwIfAny("refused."))
                .hasMessage("refused. It has more faults than the first 1000, which are shown.");
        assertThat(errors.errors()).hasSize(1_000);
    }

    /** Of a table of a gigabyte, a row at a time is in memory. */
    @Test
    void aTableIsReadRowByRow() {
        AtomicInteger rows = new AtomicInteger();
        List<Integer> columns = new ArrayList<>();

        CsvRow.read(RepeatedText.of("", "a,\"b\",c\n", "", 8_000_000), ',', row -> {
            if (rows.incrementAndGet() == 900_000) {
                columns.add(row.line());
                columns.add(row.columns()[2]);
            }
        });

        assertThat(rows).hasValue(1_000_000);
        assertThat(columns).containsExactly(900_000, 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "a", "\"\",", "\","})
    void aRowThatDoesNotEndIsRefusedBeforeItIsInMemory(String part) {
        Reader table = RepeatedText.of("", "\"" + part, "", 2_000_000_000);

        assertThatThrownBy(() -> CsvRow.read(table, ',', row -> {}))
                .isInstanceOfAny(InvalidInput.class, CsvRow.InvalidCsv.class);
    }

    @Test
    void rowsReadOneByOneAreThoseOfTheWholeTable() {
        String table = "\uFEFFa,\"b,\"\"c\"\"\",\"d\ne\"\r\n\r\nf\"g,,h\n" + "x,\"y\"\n".repeat(50_000) + "end";
        List<String> read = new ArrayList<>();

        CsvRow.read(new StringReader(table), ',', row -> read.add(shown(row)));

        assertThat(read)
                .isEqualTo(CsvRow.parse(table, ',').stream()
                        .map(LargestDocumentsTest::shown)
                        .toList());
    }

    private static String shown(CsvRow row) {
        return row.line() + " " + row.values() + " " + Arrays.toString(row.columns());
    }
}
