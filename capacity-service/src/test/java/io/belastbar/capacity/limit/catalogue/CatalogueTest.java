package io.belastbar.capacity.limit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.limit.catalogue.KnownMetric.Role;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private final Catalogue catalogue = Catalogue.own();

    /** As the collector of requirements 2 names them. */
    @ParameterizedTest
    @CsvSource({
        "system.cpu.utilization, percent, 80, 95",
        "system.memory.utilization, percent, 80, 95",
        "system.disk.read_bytes_per_sec, MB/s, ,",
        "system.disk.write_bytes_per_sec, MB/s, ,",
        "system.network.bytes_sent_per_sec, MB/s, ,",
        "system.network.bytes_recv_per_sec, MB/s, ,",
        "aktienanalyse-core.health_check.response_time, ms, 200, 1000",
        "aktienanalyse-core.availability, boolean, , 0.5",
        "database.connections.active, connections, 40, 45",
        "database.connections.utilization, percent, 80, 95",
        "database.query.response_time, ms, 100, 500",
        "database.slow_queries.avg_time, ms, 500, 2000",
        "database.size, MB, 10000, 20000",
        "redis.memory.used, MB, 512, 800",
        "redis.memory.utilization, percent, 80, 95",
        "redis.connections.clients, connections, 50, 100",
        "redis.cache.hit_rate, percent, 70, 50",
        "redis.operations.per_second, ops/sec, 1000, 5000",
        "cpu_percent, percent, 70, 90",
        "memory_percent, percent, 80, 95"
    })
    void everyMetricOfTheRequirementsIsKnownWithItsThresholds(
            String name, String unit, Double warning, Double critical) {
        KnownMetric known = catalogue.find(name).orElseThrow();

        assertThat(known.unit()).isEqualTo(unit);
        assertThat(known.warning()).isEqualTo(optional(warning));
        assertThat(known.critical()).isEqualTo(optional(critical));
    }

    @Test
    void whatGetsWorseAsItFallsSaysSo() {
        assertThat(Stream.of("redis.cache.hit_rate", "core.availability", "system.disk.free")
                        .map(name -> catalogue.find(name).orElseThrow()))
                .allMatch(KnownMetric::lowerIsWorse);
        assertThat(catalogue.metrics())
                .filteredOn(
                        known -> known.warning().isPresent() && known.critical().isPresent())
                .allMatch(known -> known.lowerIsWorse()
                        == known.critical().getAsDouble() < known.warning().getAsDouble());
    }

    @ParameterizedTest
    @CsvSource({
        "connection_count, database.connections.active, CONNECTIONS",
        "query_latency_p95, database.query.response_time, LATENCY",
        "storage, database.size, DISK"
    })
    void triggersMeanTheMetricsThatTheDailyAnalysisLooksAt(String trigger, String name, Role role) {
        assertThat(catalogue.find(trigger).orElseThrow().name()).isEqualTo(name);
        assertThat(catalogue.find(trigger).orElseThrow().role()).contains(role);
        assertThat(catalogue.same(trigger, name)).isTrue();
    }

    @Test
    void oneServicesResponseTimeIsNotAnothers() {
        assertThat(catalogue.same("a.response_time", "b.response_time")).isFalse();
        assertThat(catalogue.same("a.response_time", "a.response_time")).isTrue();
        assertThat(catalogue.index(List.of("a.response_time")).find("b.response_time"))
                .isEmpty();
    }

    @Test
    void noNameMeansTwoMetrics() {
        assertThat(catalogue.metrics().stream()
                        .flatMap(known -> Stream.concat(Stream.of(known.name()), known.aliases().stream())))
                .doesNotHaveDuplicates();
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
