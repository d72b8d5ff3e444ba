package io.belastbar.capacity.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesUnitTest {

    @ParameterizedTest
    @CsvSource({
        "GB, MB, 1000",
        "B, GB, 1e-9",
        "bytes, kB, 1e-3",
        "s, ms, 1000",
        "%, ratio, 0.01",
        "ratio, percent, 100",
        "req/min, req/s, 0.016666666666666666",
        "MB/s, B/s, 1e6",
        "requests/s, req/s, 1",
        "queries/s, req/s, 1",
        "req/s, requests/min, 60",
        "connections, connections, 1"
    })
    void whatMeansTheSameCanBeConverted(String from, String to, double factor) {
        assertThat(SeriesUnit.factor(from, to)).hasValue(factor);
    }

    @ParameterizedTest
    @CsvSource({"GB, ms", "%, GB", "connections, sessions", "GB, GB/s", "1, %"})
    void anythingElseCannot(String from, String to) {
        assertThat(SeriesUnit.factor(from, to)).isEmpty();
    }

    @Test
    void aCounterIsKeptAsARate() {
        assertThat(SeriesUnit.kept("req", SeriesKind.COUNTER)).isEqualTo("req/s");
        assertThat(SeriesUnit.kept("req/s", SeriesKind.COUNTER)).isEqualTo("req/s");
        assertThat(SeriesUnit.kept("req", SeriesKind.GAUGE)).isEqualTo("req");
    }

    @Test
    void whatCannotBeNegativeIsNot() {
        assertThat(SeriesUnit.broken(-1, "GB")).isPresent();
        assertThat(SeriesUnit.broken(-1, "ms")).isPresent();
        assertThat(SeriesUnit.broken(100.01, "%")).isPresent();
        assertThat(SeriesUnit.broken(100, "%")).isEmpty();
        assertThat(SeriesUnit.broken(-1, "°C")).isEmpty();
    }
}
