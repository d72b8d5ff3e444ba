package io.belastbar.capacity.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.belastbar.capacity.limit.MetricLimit.Severity;
import io.belastbar.capacity.limit.catalogue.Catalogue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JoinedLimitsTest {
    private static final MetricLimit TRIGGER = new MetricLimit(
            "query_latency_p95", 400, "ms", false, Severity.CRITICAL, "Add Read Replicas", "forecasts.yml line 34");

    @Test
    void aTriggerBearsNameAndUnitOfTheSeriesThatItIsAbout() {
        var limits = of(Map.of("database.query.response_time", "s"), List.of(TRIGGER), List.of("query_latency_p95"));

        assertThat(limits)
                .filteredOn(limit -> limit.metric().equals("database.query.response_time"))
                .extracting(MetricLimit::value, MetricLimit::unit, MetricLimit::source)
                .containsExactly(tuple(0.4, "s", "forecasts.yml line 34"));
    }

    @Test
    void aSeriesOfTheTriggersOwnNameComesFirst() {
        var limits = of(
                Map.of("database.query.response_time", "ms", "query_latency_p95", "ms"),
                List.of(TRIGGER),
                List.of("query_latency_p95"));

        assertThat(limits)
                .filteredOn(limit -> !limit.source().equals(MetricLimit.CATALOGUE))
                .extracting(MetricLimit::metric)
                .containsExactly("query_latency_p95");
    }

    @Test
    void withoutDocumentsTheCatalogueHolds() {
        var limits = of(
                Map.of("redis.cache.hit_rate", "percent", "core.health_check.response_time", "ms"),
                List.of(),
                List.of());

        assertThat(limits)
                .extracting(MetricLimit::metric, MetricLimit::value, MetricLimit::lowerIsWorse, MetricLimit::severity)
                .contains(
                        tuple("redis.cache.hit_rate", 70.0, true, Severity.WARNING),
                        tuple("redis.cache.hit_rate", 50.0, true, Severity.CRITICAL),
                        tuple("core.health_check.response_time", 200.0, false, Severity.WARNING),
                        tuple("core.health_check.response_time", 1000.0, false, Severity.CRITICAL),
                        tuple("database.size", 20000.0, false, Severity.CRITICAL));
    }

    /** How large a database may be that its owner calls storage, nobody else knows; a share of processor time is one everywhere. */
    @Test
    void amountsOfTheCatalogueAreOfItsOwnNamesAndSharesOfAll() {
        var limits = of(
                Map.of("storage", "GB", "connection_count", "connections", "cpu_usage", "percent"),
                List.of(),
                List.of());

        assertThat(limits)
                .extracting(MetricLimit::metric)
                .contains("cpu_usage")
                .doesNotContain("storage", "connection_count", "database.size");
    }

    @Test
    void theCatalogueIsSilentOnWhatADocumentPlansFor() {
        var limits = of(Map.of("database.size", "MB"), List.of(), List.of("storage"));

        assertThat(limits).extracting(MetricLimit::metric).doesNotContain("database.size");
    }

    @Test
    void aLimitThatMeasuresSomethingElseKeepsItsUnit() {
        var odd = new MetricLimit("database.size", 5, "ms", false, Severity.CRITICAL, null, "p line 1");

        var limits = of(Map.of("database.size", "MB"), List.of(odd), List.of("database.size"));

        assertThat(limits).contains(odd);
    }

    private static List<MetricLimit> of(Map<String, String> series, List<MetricLimit> stated, List<String> planned) {
        return new JoinedLimits(Catalogue.own(), series).of(stated, planned);
    }
}
