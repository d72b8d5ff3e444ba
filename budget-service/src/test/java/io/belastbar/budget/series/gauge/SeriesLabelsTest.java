package io.belastbar.budget.series.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesLabelsTest {

    @ParameterizedTest
    @CsvSource({
        "database.connections.utilization, utilisation, database.connections.utilization",
        "database.query.response_time, response_time_p95, database.query.response_time.p95",
        "core.health_check.response_time, response_time, core.health_check.response_time",
        "http-etag, hit_ratio, http-etag.hit_ratio",
        "http-etag, target_hit_ratio, http-etag.hit_ratio",
        "cpu_percent, target_utilisation, cpu_percent.utilisation",
        "target_practice, target_count_avg, target_practice.count_avg",
        "database.query.response_time, target_response_time_p95, database.query.response_time.p95",
        "database.size, target_size, database.size",
        "portfolio_data, hit_ratio, portfolio_data.hit_ratio",
        "GET /api/v1/employees, response_time_p95, GET /api/v1/employees.response_time_p95"
    })
    void aSubjectThatIsNamedLikeAMetricIsOne(String subject, String figure, String metric) {
        assertThat(labels("database", subject, figure).metric()).isEqualTo(metric);
    }

    @Test
    void whatIsOfTheWholeSystemHasNoService() {
        assertThat(labels(null, "tasks", "count")).isEqualTo(new SeriesLabels("shop", "", "tasks.count", "default"));
    }

    @Test
    void twoFiguresAreNeverHiddenByOneName() {
        var size = told("database.size", "target_size", SubjectKind.RESOURCE);
        var count = told("database.size", "target_count", SubjectKind.RESOURCE, "target_size");
        var p95 = told("database.size", "target_duration_p95", SubjectKind.RESOURCE, "target_size", "target_count");
        var cache = told("database.size", "target_size", SubjectKind.CACHE);
        var other = told("database.size", "target_size", SubjectKind.ARTEFACT);

        assertThat(metrics(size, count, p95, cache, other))
                .containsExactly(
                        "database.size",
                        "database.size.count",
                        "database.size.p95",
                        "database.size.size",
                        "database.size.size.artefact");
    }

    @Test
    void aSecondFigureDoesNotTakeTheNameOfTheFirstThatNobodyMeasuresAnyMore() {
        assertThat(metrics(told("database.size", "target_count", SubjectKind.RESOURCE, "target_size")))
                .containsExactly("database.size.count");
    }

    private static SeriesLabels.Told told(String subject, String figure, SubjectKind kind, String... older) {
        return new SeriesLabels.Told(
                new SeriesKey("shop", new Subject(kind, null, subject), figure, SeriesKey.MEASURED), List.of(older));
    }

    private static List<String> metrics(SeriesLabels.Told... told) {
        return SeriesLabels.distinct(List.of(told)).stream()
                .map(labels -> labels.orElseThrow().metric())
                .toList();
    }

    private static SeriesLabels labels(String service, String subject, String figure) {
        return SeriesLabels.of(
                new SeriesKey("shop", new Subject(SubjectKind.RESOURCE, service, subject), figure, SeriesKey.MEASURED));
    }
}
