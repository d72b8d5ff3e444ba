package io.belastbar.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedCellsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 300})
    void holdTheSameAsCellsThatAreNotEncoded(int keys) {
        Map<CellKey, Cell> plain = new TreeMap<>();
        EncodedCells encoded = new EncodedCells();
        Random random = new Random(keys);
        for (int i = 0; i < 20_000; i++) {
            CellKey key = new CellKey(random.nextInt(keys), i % 2);
            long micros = random.nextLong(1L << random.nextInt(1, 36));
            ErrorClass error = i % 10 == 0 ? ErrorClass.TIMEOUT : null;
            plain.computeIfAbsent(key, none -> new Cell()).record(micros, micros / 2, error, 3, 4);
            encoded.open(key).record(micros, micros / 2, error, 3, 4);
            plain.get(key).started(1);
            encoded.open(key).started(1);
        }

        assertThat(encoded).hasSameSizeAs(plain);
        assertThat(encoded.keySet()).isEqualTo(plain.keySet());
        plain.forEach((key, cell) -> {
            assertSame(encoded.get(key), cell);
            assertSame(SecondCodec.decodeCell(encoded.encoded(key)), cell);
        });
        encoded.forEach((key, cell) -> assertSame(cell, plain.get(key)));
        assertSame(Cell.sum(encoded, key -> key.tenant() == 1), Cell.sum(plain, key -> key.tenant() == 1));
    }

    @Test
    void aCellThatIsAskedForBelongsToWhoAsked() {
        EncodedCells cells = new EncodedCells();
        CellKey key = new CellKey(0, 0);
        cells.open(key).record(5, 5, null, 0, 0);

        cells.get(key).record(7, 7, null, 0, 0);

        assertThat(cells.get(key).requests()).isEqualTo(1);
        assertThat(cells.get(new CellKey(1, 0))).isNull();
    }

    @Test
    void storedCellsAreReadAsTheyWereWritten() {
        Cell cell = new Cell();
        cell.record(1_000, 500, null, 1, 2);
        CellKey key = new CellKey(4, 2);
        EncodedCells cells = new EncodedCells();

        cells.put(key, SecondCodec.encodeCell(cell));
        cells.open(key).record(2_000, 600, ErrorClass.TIMEOUT, 1, 2);

        assertSame(cells.get(key), cell.add(single(2_000, 600, ErrorClass.TIMEOUT)));
    }

    private static Cell single(long response, long service, ErrorClass error) {
        Cell cell = new Cell();
        cell.record(response, service, error, 1, 2);
        return cell;
    }

    private static void assertSame(Cell actual, Cell expected) {
        assertThat(actual.responseMicros()).isEqualTo(expected.responseMicros());
        assertThat(actual.serviceMicros()).isEqualTo(expected.serviceMicros());
        assertThat(actual.errors()).isEqualTo(expected.errors());
        assertThat(actual.requests()).isEqualTo(expected.requests());
        assertThat(actual.intendedStarts()).isEqualTo(expected.intendedStarts());
        assertThat(actual.bytesSent()).isEqualTo(expected.bytesSent());
        assertThat(actual.bytesReceived()).isEqualTo(expected.bytesReceived());
    }
}
