package io.belastbar.budget.series.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SeriesLabelsTest {

    private static final SeriesKey SIZE = key(SubjectKind.RESOURCE, "database.size", "target_size");
    private static final SeriesKey COUNT = key(SubjectKind.RESOURCE, "database.size", "target_count");

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
        assertThat(metrics(key(SubjectKind.RESOURCE, subject, figure))).containsExactly(metric);
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void everyStatisticStandsBehindTheName(Statistic statistic) {
        var key = key(SubjectKind.RESOURCE, "cpu.utilization", new Metric(Measure.UTILISATION, statistic).text());

        assertThat(metrics(key))
                .containsExactly(
                        statistic == Statistic.NONE ? "cpu.utilization" : "cpu.utilization." + statistic.key());
    }

    @Test
    void whatIsOfTheWholeSystemHasNoService() {
        var key = key(SubjectKind.RESOURCE, "tasks", "count");

        assertThat(SeriesLabels.distinct(List.of(key)))
                .containsEntry(key, new SeriesLabels("shop", "", "tasks.count", "default"));
    }

    @Test
    void twoFiguresAreNeverHiddenByOneName() {
        var p95 = key(SubjectKind.RESOURCE, "database.size", "target_duration_p95");
        var cache = key(SubjectKind.CACHE, "database.size", "target_size");
        var other = key(SubjectKind.ARTEFACT, "database.size", "target_size");

        assertThat(metrics(SIZE, COUNT, p95, cache, other))
                .containsExactly(
                        "database.size",
                        "database.size.count",
                        "database.size.p95",
                        "database.size.size.cache",
                        "database.size.size.artefact");
    }

    @Test
    void aSubjectThatIsNamedAsASecondFigureWouldBeHasAnotherName() {
        var namedSo = key(SubjectKind.RESOURCE, "database.size.count", "target_count");

        assertThat(metrics(SIZE, COUNT, namedSo))
                .containsExactly("database.size", "database.size.count", "database.size.count.count");
        assertThat(metrics(namedSo, SIZE, COUNT))
                .containsExactly("database.size.count", "database.size", "database.size.count.resource");
    }

    /** Of whom nothing was measured lately is looked for too: else its name would go to another while it pauses. */
    @Test
    void whoMayHaveANameIsLookedForByItsSubject() {
        var namedSo = key(SubjectKind.CACHE, "database.size.count", "target_count");

        assertThat(SeriesLabels.subjects(List.of(COUNT))).contains("database.size.count");
        assertThat(SeriesLabels.subjects(List.of(namedSo))).contains("database.size");
    }

    private static SeriesKey key(SubjectKind kind, String subject, String figure) {
        return new SeriesKey("shop", new Subject(kind, null, subject), figure, SeriesKey.MEASURED);
    }

    private static List<String> metrics(SeriesKey... oldestFirst) {
        var labels = SeriesLabels.distinct(List.of(oldestFirst));
        return List.of(oldestFirst).stream()
                .map(key -> labels.get(key).metric())
                .toList();
    }
}
