package io.belastbar.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.belastbar.document.CsvRow.InvalidCsv;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowTest {

    @Test
    void quotesHoldSeparatorsLineBreaksAndQuotes() {
        var rows = CsvRow.parse("a,\"b,\"\"c\"\"\",\"d\ne\"\r\nf\"g,,h", ',');

        assertThat(rows)
                .extracting(CsvRow::line, CsvRow::values)
                .containsExactly(tuple(1, List.of("a", "b,\"c\"", "d\ne")), tuple(3, List.of("f\"g", "", "h")));
        assertThat(rows.getFirst().columns()).containsExactly(1, 3, 13);
        assertThat(rows.getLast().columns()).containsExactly(1, 5, 6);
    }

    @Test
    void emptyLinesAreLeftOutAndCounted() {
        assertThat(CsvRow.parse("\na\r\n\r\nb\rc\n\n\n", ','))
                .extracting(CsvRow::line, CsvRow::values)
                .containsExactly(tuple(2, List.of("a")), tuple(4, List.of("b")), tuple(5, List.of("c")));
    }

    @Test
    void nothingHasNoRows() {
        assertThat(CsvRow.parse("", ',')).isEmpty();
        assertThat(CsvRow.parse("\uFEFF", ',')).isEmpty();
        assertThat(CsvRow.parse("\n\n", ',')).isEmpty();
    }

    @Test
    void aByteOrderMarkIsReadOverAtTheBeginningOnly() {
        var rows = CsvRow.parse("\uFEFF\"a\",b\n\uFEFFc", ',');

        assertThat(rows).extracting(CsvRow::values).containsExactly(List.of("a", "b"), List.of("\uFEFFc"));
        assertThat(rows.getFirst().columns()).containsExactly(1, 5);
    }

    @Test
    void rowsMayHaveTooManyOrTooFewValues() {
        assertThat(CsvRow.parse("a,b\n1\n1,2,3\n", ','))
                .extracting(row -> row.values().size())
                .containsExactly(2, 1, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 100_000})
    void aTableThatIsBrokenOffIsNoOpenQuote(int characters) {
        var gone = new IOException("the sender has gone away");
        var table = new BrokenOff("a,b\n".repeat(characters / 4) + "a,\"", gone);

        assertThatThrownBy(() -> CsvRow.read(table, ',', row -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasCause(gone);
    }

    @Test
    void whatIsDoneWithARowMayFailWithoutBlamingTheTable() {
        var full = new UncheckedIOException(new IOException("no space is left"));

        assertThatThrownBy(() -> CsvRow.read(new StringReader("a,b\n"), ',', row -> {
                    throw full;
                }))
                .isSameAs(full);
    }

    @Test
    void anyCharacterIsAValue() {
        assertThat(CsvRow.parse("a\u0000b,\uFFFE,#,\\,\uD83D\uDCA9,'", ',')
                        .getFirst()
                        .values())
                .containsExactly("a\u0000b", "\uFFFE", "#", "\\", "\uD83D\uDCA9", "'");
    }

    @Test
    void aThousandColumnsAndTenThousandRowsKeepTheirPlaces() {
        var wide = String.join(",", Collections.nCopies(999, "\"x\"")) + ",end";
        var rows = CsvRow.parse("a\n".repeat(10_000) + wide, ',');

        assertThat(rows).hasSize(10_001);
        assertThat(rows.getLast().line()).isEqualTo(10_001);
        assertThat(rows.getLast().values()).hasSize(1_000).endsWith("end");
        assertThat(rows.getLast().columns()).hasSize(1_000).endsWith(999 * 4 + 1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {"|a\n\"b|,2", "|\"|,1", "|a,b\nc,d\n\n\"x\ny\",\"z\n\n|,4", "|a\n\"b\"c,d|,2", "|\"a\"\"|,1"})
    void anOpenQuoteIsRefusedWithTheLineOfItsRow(String escaped, int line) {
        var refused = catchThrowableOfType(InvalidCsv.class, () -> CsvRow.parse(escaped.translateEscapes(), ','));

        assertThat(refused).isNotNull();
        assertThat(refused.line()).isEqualTo(line);
        assertThat(refused).hasMessage("line " + line + ": " + CsvRow.RULE);
    }

    @Property
    void whatIsQuotedIsReadBack(@ForAll("tables") List<List<String>> table, @ForAll("separators") char separator) {
        var text = table.stream()
                .map(row -> row.stream()
                        .map(value -> '"' + value.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(String.valueOf(separator))))
                .collect(Collectors.joining("\r\n"));

        assertThat(CsvRow.parse(text, separator)).extracting(CsvRow::values).isEqualTo(table);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return Arbitraries.strings()
                .withChars("a\"\n\r,;\t |\u0000\uFFFEé")
                .ofMaxLength(5)
                .list()
                .ofMinSize(2)
                .ofMaxSize(4)
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<Character> separators() {
        return Arbitraries.of(',', ';', '\t', '|');
    }

    /** Has this text, and fails where more should come. */
    private static final class BrokenOff extends StringReader {
        private final IOException failure;

        private BrokenOff(String text, IOException failure) {
            super(text);
            this.failure = failure;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (read < 0) {
                throw failure;
            }
            return read;
        }
    }
}
