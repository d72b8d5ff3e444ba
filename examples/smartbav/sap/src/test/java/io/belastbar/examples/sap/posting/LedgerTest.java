package io.belastbar.examples.sap.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.examples.sap.posting.Ledger.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    Path folder;

    @Test
    void aPostingThatComesAgainIsKeptOnce() {
        var ledger = new Ledger(10, Journal.none());

        assertThat(ledger.post(posting("a", 1))).isEqualTo(Receipt.ACCEPTED);
        assertThat(ledger.post(posting("a", 1))).isEqualTo(Receipt.REPEATED);

        assertThat(ledger.count()).isEqualTo(new Ledger.Count(1, 1, 0, 0));
    }

    @Test
    void aKeyThatNamesAnotherPostingIsAConflict() {
        var ledger = new Ledger(10, Journal.none());
        ledger.post(posting("a", 1));

        assertThat(ledger.post(posting("a", 2))).isEqualTo(Receipt.CONFLICT);

        assertThat(ledger.count()).isEqualTo(new Ledger.Count(1, 0, 1, 0));
    }

    @Test
    void anEarlierPostingOfTheSameSubjectIsOutOfOrderAndOneOfAnotherIsNot() {
        var ledger = new Ledger(10, Journal.none());

        ledger.post(new Posting("a", "emp_1", 5, "employee.changed", "x"));
        ledger.post(new Posting("b", "emp_2", 4, "employee.changed", "x"));
        ledger.post(new Posting("c", "emp_1", 3, "employee.changed", "x"));
        ledger.post(new Posting("d", "emp_1", 6, "employee.changed", "x"));

        assertThat(ledger.count().outOfOrder()).isEqualTo(1);
    }

    @Test
    void aFullLedgerTakesNothingNewAndKnowsTheOld() {
        var ledger = new Ledger(2, Journal.none());
        IntStream.range(0, 2).forEach(i -> ledger.post(posting("k" + i, i)));

        assertThat(ledger.post(posting("new", 9))).isEqualTo(Receipt.FULL);
        assertThat(ledger.post(posting("k0", 0))).isEqualTo(Receipt.REPEATED);
    }

    @Test
    void pagesFollowTheOrderOfArrival() {
        var ledger = new Ledger(10_000, Journal.none());
        IntStream.range(0, 3_000).forEach(i -> ledger.post(posting("k" + i, i)));

        assertThat(ledger.page(2_998, 200)).extracting(Posting::key).containsExactly("k2998", "k2999");
        assertThat(ledger.page(9_999, 200)).isEmpty();
    }

    @Test
    void aKilledProcessHasItsPostingsAgainButForALineThatWasCutOff() throws IOException {
        Path file = folder.resolve("deep/journal");
        var before = new Ledger(10, Journal.open(file));
        before.post(posting("a", 1));
        before.post(posting("b", 2));
        Files.writeString(file, "c\temp", StandardOpenOption.APPEND);

        var after = new Ledger(10, Journal.open(file));
        assertThat(after.post(posting("b", 2))).isEqualTo(Receipt.REPEATED);
        assertThat(after.post(posting("c", 3))).isEqualTo(Receipt.ACCEPTED);

        assertThat(new Ledger(10, Journal.open(file)).count().postings()).isEqualTo(3);
    }

    @Test
    void whatIsNoPostingIsNamedInFull() {
        assertThatThrownBy(() -> Posting.of("a\nb", Map.of("subject", "Ö\u0000", "version", "1"), ""))
                .isInstanceOfSatisfying(
                        Posting.Invalid.class, e -> assertThat(e.errors()).hasSize(4));
    }

    private static Posting posting(String key, long version) {
        return new Posting(key, "emp_" + version, version, "employee.created", "digest");
    }
}
