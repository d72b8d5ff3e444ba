package io.belastbar.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.SeriesNames.Figure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesNamesTest {

    @ParameterizedTest
    @CsvSource({
        "database.connections.utilization, utilisation, database.connections.utilization",
        "system.cpu.utilization, target_utilisation, system.cpu.utilization",
        "system.cpu.utilization, target_utilisation_peak, system.cpu.utilization.peak",
        "system.cpu.utilization, target_utilisation_sustained, system.cpu.utilization.sustained",
        "database.query.response_time, target_response_time_p95, database.query.response_time.p95",
        "http-etag, target_hit_ratio, http-etag.hit_ratio",
        "target_practice, target_count_avg, target_practice.count_avg",
        "GET /api/v1/employees, response_time_p999, GET /api/v1/employees.response_time_p999"
    })
    void aSubjectThatIsNamedLikeAMetricIsOne(String subject, String metric, String name) {
        assertThat(new Figure("RESOURCE", subject, metric).names()).first().isEqualTo(name);
    }

    @Test
    void aFigureIsAMeasureAndPerhapsAStatistic() {
        var p95 = new Figure("QUERY", "select", "target_query_time_p95");

        assertThat(p95.measure()).isEqualTo("query_time");
        assertThat(p95.statistic()).contains("p95");
        assertThat(new Figure("CACHE", "etag", "hit_ratio").statistic()).isEmpty();
    }

    @Test
    void aSubjectMaySayItselfWhatIsMeasured() {
        assertThat(new Figure("RESOURCE", "database.size", "target_size").isNamesake())
                .isTrue();
        assertThat(new Figure("RESOURCE", "system.cpu.utilization", "utilisation_peak").isNamesake())
                .isTrue();
        assertThat(new Figure("RESOURCE", "database.size", "target_count").isNamesake())
                .isFalse();
    }

    @Test
    void twoFiguresNeverShareAName() {
        var size = new Figure("RESOURCE", "database.size", "target_size");
        var count = new Figure("RESOURCE", "database.size", "target_count");
        var cache = new Figure("CACHE", "database.size", "target_size");
        var namedSo = new Figure("RESOURCE", "database.size.count", "target_count");

        assertThat(names(size, count, cache, namedSo))
                .containsExactly(
                        Optional.of("database.size"),
                        Optional.of("database.size.count"),
                        Optional.of("database.size.size.cache"),
                        Optional.of("database.size.count.count"));
        assertThat(names(namedSo, size, count))
                .containsExactly(
                        Optional.of("database.size.count"),
                        Optional.of("database.size"),
                        Optional.of("database.size.count.resource"));
    }

    @Test
    void theSameFigureTwiceHasNoSecondName() {
        var size = new Figure("RESOURCE", "database.size", "target_size");

        assertThat(names(size, new Figure("RESOURCE", "database.size", "size")))
                .last()
                .isEqualTo(Optional.empty());
    }

    @Test
    void whoMayHaveANameIsFoundByItsSubject() {
        var figures = List.of(
                new Figure("RESOURCE", "database.size", "target_count"),
                new Figure("ENDPOINT", "GET /a.b", "target_response_time_p95"),
                new Figure("RESOURCE", "system.cpu.utilization", "target_utilisation_peak"));

        for (var figure : figures) {
            assertThat(figure.names())
                    .allSatisfy(name -> assertThat(SeriesNames.subjects(name)).contains(figure.subject()));
        }
    }

    private static List<Optional<String>> names(Figure... figures) {
        return SeriesNames.distinct(Stream.of(figures).map(Figure::names).toList());
    }
}
