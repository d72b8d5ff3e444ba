package io.belastbar.capacity.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricNameTest {

    @Test
    void whatMayNotStandInAnAddressIsWrittenOtherwise() {
        assertThat(MetricName.of("GET /api/v1/employees/{id}", "throughput"))
                .isEqualTo("GET:api:v1:employees:-id-.throughput");
        assertThat(MetricName.of("database.size")).isEqualTo("database.size");
        assertThat(MetricName.of("Übersicht öffnen")).isEqualTo("bersicht:-ffnen");
        assertThat(MetricName.of("123")).isEqualTo("unnamed");
    }

    @Test
    void everyNameIsOneAndLongNamesDiffer() {
        var one = MetricName.of("a".repeat(200) + "1");
        var other = MetricName.of("a".repeat(200) + "2");

        assertThat(MetricName.isOne(one)).isTrue();
        assertThat(MetricName.isOne(other)).isTrue();
        assertThat(one).isNotEqualTo(other);
    }
}
