package io.belastbar.budget.series.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
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

    private static SeriesLabels labels(String service, String subject, String figure) {
        return SeriesLabels.of(
                new SeriesKey("shop", new Subject(SubjectKind.RESOURCE, service, subject), figure, SeriesKey.MEASURED));
    }
}
